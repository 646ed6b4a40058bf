// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/demo_clinic.h"

#include "core/clinic/demo.h"
#include "ui/models/desk.h"

namespace cicatrix::ui {

Task* makeDemoClinic(Desk& desk, QObject* context, const std::filesystem::path& folder, std::function<void(Result<void>)> then)
{
    return desk.run(
        jobs::Lane::Compute, context,
        [folder, places = desk.places()](Room&, Progress& progress) -> Result<void> {
            std::error_code ignored;
            std::filesystem::create_directories(folder.parent_path(), ignored);
            CICATRIX_ASSIGN(const std::filesystem::path package, clinic::findModel({{}, places.resources / "models"}, {}));
            CICATRIX_ASSIGN(infer::Engine engine, infer::Engine::open(package, {}));
            CICATRIX_TRY(clinic::makeDemo(folder, {}, engine, progress));
            return {};
        },
        std::move(then));
}

}  // namespace cicatrix::ui
