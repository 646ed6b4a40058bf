// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include <cstdint>
#include <vector>

namespace cicatrix::ui {

/// One visit on the strip.
struct FilmFrame {
    std::int64_t visit = 0;
    QString date;           ///< "28 Oct"
    QImage thumbnail;       ///< null while it is being made
    bool accepted = false;  ///< a proposal has a dashed border
    QString description;    ///< for the tool tip and the screen reader: date, area, status
};

/// A wound's visits, oldest left, and at the end a place for a new photo.
class Filmstrip : public QWidget {
    Q_OBJECT

public:
    explicit Filmstrip(QWidget* parent = nullptr);

    void setFrames(std::vector<FilmFrame> frames);
    void setThumbnail(std::int64_t visit, const QImage& thumbnail);
    void setCurrent(std::int64_t visit);
    /// Whether the place for a new photo is shown.
    void setAddable(bool addable);
    [[nodiscard]] const std::vector<FilmFrame>& frames() const { return m_frames; }
    /// Where a frame lies in the widget; the place for a new photo is frame `frames().size()`.
    [[nodiscard]] QRect frameRect(std::size_t index) const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void visitChosen(std::int64_t visit);
    void addRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int current() const;
    [[nodiscard]] int indexAt(const QPoint& position) const;
    void paintFrame(QPainter& painter, std::size_t index) const;
    void choose(int index);
    void scrollTo(int offset);
    void reveal(int index);

    std::vector<FilmFrame> m_frames;
    std::int64_t m_current = 0;
    int m_offset = 0;
    bool m_addable = true;
};

}  // namespace cicatrix::ui
