// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clinic/demo.h"

#include "core/base/scratch_folder.h"
#include "core/clinic/visits.h"
#include "core/image/codec.h"
#include "core/store/fields.h"
#include "core/store/patients.h"
#include "core/store/users.h"
#include "core/store/wounds.h"

#include <cmath>

namespace cicatrix::clinic {

namespace {

constexpr int kJpegQuality = 92;

/// Ten in the morning of the visit's day: what a clinic's own history would show.
Timestamp morning(Date date) { return Timestamp{date} + std::chrono::hours(10); }

std::string sideOf(const std::string& site)
{
    return site.ends_with("_left") ? "left" : site.ends_with("_right") ? "right" : "midline";
}

/// Lets what happens within one visit ask whether to stop, while the demo's own count is shown.
class StopOnly final : public Progress {
public:
    StopOnly(Progress& outer, std::int64_t done, std::int64_t total) : m_outer(outer), m_done(done), m_total(total) {}
    bool update(std::int64_t, std::int64_t, std::string_view) override { return m_outer.update(m_done, m_total, "demo"); }

private:
    Progress& m_outer;
    std::int64_t m_done;
    std::int64_t m_total;
};

/// The outline as a person redraws it: the wound's own, with the proposal's tissue where that was wound already.
LabelMap redrawn(const LabelMap& proposal, const LabelMap& truth)
{
    LabelMap labels = truth;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::uint8_t proposed = proposal.values()[i];
        std::uint8_t& code = labels.values()[i];
        code = isWound(code) == isWound(proposed) ? proposed : isWound(code) ? code : std::uint8_t{0};
    }
    return labels;
}

struct Demo {
    const store::Store& store;
    const store::Actor& actor;
    infer::Engine& engine;
    Progress& progress;
    DemoSummary summary;
    std::int64_t total = 0;

    Result<WoundId> addWoundOf(PatientId patient, const phantom::PhantomWound& wound)
    {
        CICATRIX_ASSIGN(store::WriteTransaction write, store.write(actor, morning(wound.visits.front().date)));
        CICATRIX_ASSIGN(const WoundId id,
                        store::addWound(write, patient, {wound.site, sideOf(wound.site), wound.aetiology, wound.onset, {}}));
        CICATRIX_TRY(write.commit());
        ++summary.wounds;
        return id;
    }

    Result<void> addVisitOf(WoundId wound, const phantom::PhantomVisit& visit, double headDegrees, bool accept)
    {
        if (!progress.update(summary.visits, total, "demo")) {
            return Error{ErrorKind::Cancelled, "demo", "stopped; nothing was kept"};
        }
        const phantom::PhantomPhoto phantom = phantom::drawPhantom(visit.scene);
        NewVisit fresh;
        CICATRIX_ASSIGN(fresh.photo, image::encodeJpeg(phantom.photo, kJpegQuality));
        fresh.wound = wound;
        fresh.photoName = "phantom.jpg";
        fresh.date = visit.date;
        fresh.options.headDegrees = headDegrees;
        fresh.at = morning(visit.date);
        StopOnly within(progress, summary.visits, total);
        CICATRIX_ASSIGN(const VisitOutcome outcome, addVisit(store, actor, engine, fresh, within));
        CICATRIX_ASSIGN(store::WriteTransaction write, store.write(actor, morning(visit.date)));
        CICATRIX_TRY(store::setField(write, outcome.visit, "pain", std::to_string(visit.painNrs)));
        CICATRIX_TRY(store::setField(write, outcome.visit, "exudate", visit.exudate));
        CICATRIX_TRY(write.commit());
        if (accept) {
            CICATRIX_TRY(review(outcome, phantom, fresh.at));
        }
        ++summary.visits;
        summary.proposed += accept ? 0 : 1;
        return {};
    }

    /// A person looks before accepting.
    Result<void> review(const VisitOutcome& outcome, const phantom::PhantomPhoto& phantom, std::optional<Timestamp> at)
    {
        const std::optional<Estimate>& area = outcome.result.figures.total.areaCm2;
        if (area && std::abs(area->value - phantom.areaCm2) > 1.96 * area->sd) {
            const LabelMap labels = redrawn(outcome.result.prediction.labels, phantom.truth);
            CICATRIX_TRY(correctMask(store, actor, {outcome.visit, labels, "outline redrawn", at}));
            ++summary.corrected;
        }
        CICATRIX_TRY(acceptNewest(store, actor, outcome.visit, at));
        return {};
    }

    Result<void> addPatientOf(const phantom::PhantomPatient& person)
    {
        CICATRIX_ASSIGN(store::WriteTransaction write, store.write(actor, morning(person.wounds.front().visits.front().date)));
        CICATRIX_ASSIGN(const PatientId patient, store::addPatient(write, {person.hospitalNumber, person.family, person.given,
                                                                           person.birth, person.sex}));
        CICATRIX_TRY(write.commit());
        ++summary.patients;
        for (const phantom::PhantomWound& wound : person.wounds) {
            const bool newestWaits = summary.wounds % 3 == 2;
            CICATRIX_ASSIGN(const WoundId id, addWoundOf(patient, wound));
            for (const phantom::PhantomVisit& visit : wound.visits) {
                const bool waits = newestWaits && &visit == &wound.visits.back();
                CICATRIX_TRY(addVisitOf(id, visit, wound.headDegrees, !waits));
            }
        }
        return {};
    }
};

Result<DemoSummary> fill(const std::filesystem::path& folder, const phantom::DemoOptions& options, infer::Engine& engine,
                         Progress& progress)
{
    CICATRIX_ASSIGN(const store::Store store, store::Store::create(folder));
    CICATRIX_ASSIGN(const store::Actor actor, store::actorNamed(store, "Demo"));
    const std::vector<phantom::PhantomPatient> people = phantom::demoPatients(options);
    Demo demo{store, actor, engine, progress, {}, 0};
    for (const phantom::PhantomPatient& person : people) {
        for (const phantom::PhantomWound& wound : person.wounds) {
            demo.total += static_cast<std::int64_t>(wound.visits.size());
        }
    }
    for (const phantom::PhantomPatient& person : people) {
        CICATRIX_TRY(demo.addPatientOf(person));
    }
    return demo.summary;
}

}  // namespace

Result<DemoSummary> makeDemo(const std::filesystem::path& folder, const phantom::DemoOptions& options, infer::Engine& engine,
                             Progress& progress)
{
    CICATRIX_ASSIGN(ScratchFolder scratch, ScratchFolder::beside(folder));
    CICATRIX_ASSIGN(const DemoSummary summary, fill(scratch.path(), options, engine, progress));
    CICATRIX_TRY(scratch.become());
    return summary;
}

}  // namespace cicatrix::clinic
