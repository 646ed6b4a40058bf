// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/screens/screen.h"
#include "ui/widgets/overlay_layer.h"
#include "ui/widgets/screen_frame.h"

class QProgressBar;
class QPushButton;

namespace cicatrix::ui {

class FigureCards;
class Filmstrip;
class Notice;
class OverlayBar;
class PhotoCanvas;

/// One visit: the photo with what the model found, its figures, and the step to accept it.
class ReviewScreen : public ScreenFrame {
    Q_OBJECT

public:
    explicit ReviewScreen(const ScreenContext& context, QWidget* parent = nullptr);

private:
    void buildMiddle();
    void buildInspector();
    void wire();
    void showVisit();
    void showPhoto();
    void showOverlay();
    void showStrip();
    void showProgress(double done, const QString& stage);
    void setView(const OverlayView& view);
    void sayError(const Error& error);
    void choosePhotos();

    ScreenContext m_context;
    PhotoCanvas* m_canvas;
    OverlayBar* m_bar;
    Filmstrip* m_strip;
    FigureCards* m_cards;
    Notice* m_notice;
    QPushButton* m_add;
    QPushButton* m_accept;
    QWidget* m_running;
    QProgressBar* m_progress;
};

}  // namespace cicatrix::ui
