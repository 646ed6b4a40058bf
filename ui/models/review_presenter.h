// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/visits.h"
#include "ui/models/wound_presenter.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <vector>

namespace cicatrix::ui {

/// A photo on its way to the screen: first reduced, then whole with its halves.
struct PhotoOnScreen {
    Photo preview;
    int width = 0;  ///< of the whole photo, px
    int height = 0;
    std::vector<Photo> pyramid;  ///< empty until it is decoded
};

/// What lies over the photo.
struct OverlayOnScreen {
    std::shared_ptr<const LabelMap> labels;
    std::shared_ptr<const Grid<std::uint8_t>> confidence;  ///< null where none was saved
    std::vector<Polygon> outlines;
};

/// The visit on the Review screen: photo, overlay, and the acts on it.
class ReviewPresenter : public QObject {
    Q_OBJECT

public:
    ReviewPresenter(Desk& desk, WoundPresenter& wound, QObject* parent = nullptr);

    /// Files the photo as a new visit of the selected wound and analyses it. It is on screen at once; `analysing` tells how
    /// far the model is; the new visit is selected when it is saved. Further photos wait behind it.
    void addPhoto(const QString& path, const clinic::AnalyseOptions& options = {});
    [[nodiscard]] int queued() const { return int(m_queue.size()); }
    void cancelAnalysis();
    [[nodiscard]] bool isAnalysing() const { return m_analysis != nullptr; }
    /// The actor accepts the version on screen; `accepted` or `failed` follows.
    void accept();

    /// The shown visit; null while a new photo is analysed, and without any visit.
    [[nodiscard]] const clinic::VisitRecord* visit() const { return m_wound.visit(m_shown); }
    [[nodiscard]] const timeline::VisitMetrics* metrics() const { return m_wound.metrics(m_shown); }
    [[nodiscard]] const PhotoOnScreen& photo() const { return m_photo; }
    [[nodiscard]] const OverlayOnScreen& overlay() const { return m_overlay; }

Q_SIGNALS:
    void visitChanged();
    void photoChanged();
    void overlayChanged();
    /// 0…1 and the stage; a negative value: nothing runs.
    void analysing(double done, const QString& stage);
    void accepted();
    void failed(const cicatrix::Error& error);

private:
    void showVisit();
    void loadPhoto(PhotoId photo);
    /// Decodes twice at once: a quick reduced picture, and the whole with its halves.
    void decode(std::function<Result<Bytes>()> source, const std::string& name, int width, int height);
    void loadOverlay(const store::Analysis& analysis);
    void clear();
    void startNext();
    void finish(WoundId wound, Result<clinic::VisitOutcome> outcome);

    struct Queued {
        WoundId wound;
        QString path;
        clinic::AnalyseOptions options;
    };

    Desk& m_desk;
    WoundPresenter& m_wound;
    QPointer<Task> m_overlaying;
    QPointer<Task> m_analysis;
    std::vector<Queued> m_queue;
    WoundId m_analysed;  ///< whose photo the model looks at
    VisitId m_shown;
    AnalysisId m_shownAnalysis;
    int m_turn = 0;  ///< of the photo; answers to older turns are dropped
    PhotoOnScreen m_photo;
    OverlayOnScreen m_overlay;
};

}  // namespace cicatrix::ui
