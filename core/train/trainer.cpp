// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/nn/balanced_backward.h"
#include "core/train/loader.h"
#include "core/train/metrics_file.h"
#include "core/train/plain_step.h"
#include "core/train/run_state.h"
#include "core/train/selection.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ostream>
#include <sstream>

namespace cicatrix::train {

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kLogEvery = 20;  // steps

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

void toChannelsLast(torch::nn::Module& model)
{
    for (torch::Tensor& parameter : model.parameters()) {
        if (parameter.dim() == 4) {
            parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
        }
    }
}

/// One run: what it was told, what it works on, and its moving parts.
class Run {
public:
    Run(const TrainConfig& config, const TrainJob& job, PackedDataset data, Selection selection)
        : m_config(config), m_job(job), m_data(std::move(data)), m_selection(std::move(selection)),
          m_sampler(m_data.rows(), m_selection.train, {config.batch, config.tissuePerBatch, config.seed}),
          m_loader(m_data, m_sampler, m_config)
    {
    }

    Result<void> prepare();
    Result<TrainOutcome> train(Progress& progress, std::ostream& log);
    Result<nlohmann::json> bench(double seconds);

private:
    Result<void> makeLosses();
    Result<void> runEpoch(Progress& progress, std::ostream& log);
    Result<void> trainStep();
    Result<void> finishEpoch(Progress& progress, std::ostream& log);
    Result<void> save();
    void logStep(std::ostream& log);
    [[nodiscard]] RunParts parts() { return {*m_model, *m_optimiser, *m_ema, *m_balancer}; }
    [[nodiscard]] std::int64_t totalSteps() const { return std::int64_t{m_config.epochs} * m_sampler.stepsPerEpoch(); }

    const TrainConfig& m_config;
    const TrainJob& m_job;
    PackedDataset m_data;
    Selection m_selection;
    Sampler m_sampler;
    Loader m_loader;
    std::shared_ptr<models::Model> m_model;
    std::shared_ptr<models::Model> m_averaged;
    std::map<std::string, nn::LossSpec> m_losses;
    std::unique_ptr<nn::Balancer> m_balancer;
    std::unique_ptr<AdamW> m_optimiser;
    std::unique_ptr<Ema> m_ema;
    RunPosition m_position;
    Clock::time_point m_lastStep;
    double m_stepSeconds = 0;  ///< of late: an average over about kLogEvery steps
};

Result<void> Run::makeLosses()
{
    std::vector<nn::BalancedTask> tasks;
    for (const models::TaskSpec& task : m_model->tasks()) {
        const auto spec = m_config.losses.find(task.name);
        if (spec == m_config.losses.end()) {
            return Error{ErrorKind::BadInput, "losses",
                         "\"" + task.name + "\" is missing: every task of the model needs a loss"};
        }
        CICATRIX_ASSIGN(m_losses[task.name], nn::parseLossSpec(*spec));
        tasks.push_back({task.name, nn::theoreticalLoss(m_losses[task.name], task.channels())});
    }
    CICATRIX_ASSIGN(m_balancer, nn::makeBalancer(m_config.balancer, tasks));
    return {};
}

Result<void> Run::prepare()
{
    CICATRIX_ASSIGN(m_model, makeConfiguredModel(m_config));
    CICATRIX_ASSIGN(m_averaged, models::makeModel(m_config.model));
    if (m_config.augment.size % m_model->stride() != 0) {
        return Error{ErrorKind::BadInput, "augment.size", "must be a multiple of " + std::to_string(m_model->stride())};
    }
    CICATRIX_TRY(makeLosses());
    m_model->to(torch::Device(m_config.device));
    m_averaged->to(torch::Device(m_config.device));
    toChannelsLast(*m_model);
    toChannelsLast(*m_averaged);
    m_optimiser = std::make_unique<AdamW>(*m_model, m_config.optimiser, totalSteps());
    m_ema = std::make_unique<Ema>(*m_model, m_config.optimiser.emaDecay);
    m_position.epochSums = nlohmann::json::object();
    if (m_job.resume) {
        RunParts moving = parts();
        CICATRIX_ASSIGN(m_position, loadCheckpoint(m_job.folder / "checkpoint.safetensors", moving, toJson(m_config)));
    }
    return {};
}

Result<void> Run::trainStep()
{
    // Drop-connect draws from torch's own generator: seeded by the step, so that a resumed run draws the same.
    torch::manual_seed(fnv1a64(std::to_string(m_config.seed) + ":dropconnect:" + std::to_string(m_position.globalStep)));
    const Batch batch = m_loader.next();
    m_optimiser->zeroGradients();
    const models::Outputs outputs = m_model->forward(batch.image.to(m_config.device));
    nn::BackwardPlan plan;
    for (const models::TaskSpec& task : m_model->tasks()) {
        plan.losses.push_back(nn::taskLoss(m_losses.at(task.name), outputs.at(task.name),
                                           batch.target.at(task.name).to(m_config.device),
                                           batch.has.at(task.name).to(m_config.device)));
    }
    plan.epoch = m_position.epoch;
    if (m_balancer->needs() == nn::Needs::Norms) {
        plan.normParameters = m_model->normParameters(m_balancer->scope().value_or(m_model->defaultNormScope()));
    }
    CICATRIX_ASSIGN(const nn::BackwardReport report, nn::balancedBackward(plan, *m_balancer));
    if (m_config.optimiser.clip > 0) {
        const double norm = torch::nn::utils::clip_grad_norm_(m_model->sharedParameters(), m_config.optimiser.clip);
        if (!std::isfinite(norm)) {
            return Error{ErrorKind::BadInput, "", "the gradient is not finite any more"};
        }
    }
    m_optimiser->step(m_position.globalStep);
    m_ema->update(*m_model, m_position.globalStep);
    for (std::size_t t = 0; t < report.losses.size(); ++t) {
        const std::string& name = m_model->tasks()[t].name;
        for (const auto& [kind, value] : {std::pair("loss_", report.losses[t]), std::pair("weight_", report.weights[t])}) {
            m_position.epochSums[kind + name] = m_position.epochSums.value(kind + name, 0.0) + value;
        }
    }
    return {};
}

void Run::logStep(std::ostream& log)
{
    nlohmann::json line{{"epoch", m_position.epoch + 1},
                        {"epochs", m_config.epochs},
                        {"step", m_position.step},
                        {"steps", m_sampler.stepsPerEpoch()},
                        {"images_per_s", std::round(100 * m_config.batch / m_stepSeconds) / 100},
                        {"eta_s", std::round(m_stepSeconds * static_cast<double>(totalSteps() - m_position.globalStep))}};
    for (const auto& [key, sum] : m_position.epochSums.items()) {
        line[key] = sum.get<double>() / m_position.step;
    }
    log << line.dump() << std::endl;
}

Result<void> Run::save()
{
    return saveCheckpoint(m_job.folder / "checkpoint.safetensors", parts(), m_position, toJson(m_config));
}

Result<void> Run::runEpoch(Progress& progress, std::ostream& log)
{
    m_model->train();
    m_model->freezeEncoderStatistics(m_position.epoch < m_config.optimiser.frozenStatisticsEpochs);
    m_loader.start(m_position.epoch, m_position.step);
    m_lastStep = Clock::now();
    while (m_position.step < m_sampler.stepsPerEpoch()) {
        if (!progress.update(m_position.globalStep, totalSteps(), "train")) {
            CICATRIX_TRY(save());
            return Error{ErrorKind::Cancelled, m_job.folder.filename().string(), "was stopped; --resume goes on where it is"};
        }
        if (Result<void> stepped = trainStep(); !stepped) {
            stepped.error().detail += " (epoch " + std::to_string(m_position.epoch + 1) + ", step " +
                                      std::to_string(m_position.step + 1) + "); the last checkpoint is kept";
            return stepped;
        }
        ++m_position.step;
        ++m_position.globalStep;
        const double took = secondsSince(m_lastStep);
        m_lastStep = Clock::now();
        m_position.seconds += took;
        m_stepSeconds = m_stepSeconds > 0 ? m_stepSeconds + (took - m_stepSeconds) / kLogEvery : took;
        if (m_position.step % kLogEvery == 0) {
            logStep(log);
        }
    }
    return {};
}

Result<void> Run::finishEpoch(Progress& progress, std::ostream& log)
{
    EpochMetrics line{m_position.epoch + 1, m_position.seconds, m_optimiser->schedule(m_position.globalStep - 1), {}, {}};
    for (const auto& [key, sum] : m_position.epochSums.items()) {
        line.means[key] = sum.get<double>() / m_position.step;
    }
    const bool last = m_position.epoch + 1 == m_config.epochs;
    CICATRIX_TRY(nn::loadState(*m_averaged, m_ema->tensors(), "averaged weights"));
    const std::map<std::string, std::string> metadata{{"run", canonicalJson(toJson(m_config))},
                                                      {"epoch", std::to_string(m_position.epoch + 1)}};
    CICATRIX_TRY(saveWeights(m_job.folder / "ema.safetensors", nn::namedState(*m_averaged), metadata));
    if (!m_selection.validation.empty() && (last || (m_position.epoch + 1) % m_config.validateEvery == 0)) {
        EvaluateOptions options{m_config.inputMean, m_config.inputSd};
        options.device = m_config.device;
        CICATRIX_ASSIGN(line.validation, evaluate(*m_averaged, {m_data, m_selection.validation}, options, progress));
        if (const double score = holdOutScore(*line.validation); score > m_position.bestScore) {
            m_position.bestScore = score;
            m_position.bestEpoch = m_position.epoch + 1;
            CICATRIX_TRY(saveWeights(m_job.folder / "best.safetensors", nn::namedState(*m_averaged), metadata));
        }
    }
    CICATRIX_TRY(appendMetrics(m_job.folder / "metrics.csv", line));
    log << summary(line).dump() << std::endl;
    ++m_position.epoch;
    m_position.step = 0;
    m_position.epochSums = nlohmann::json::object();
    return save();
}

Result<TrainOutcome> Run::train(Progress& progress, std::ostream& log)
{
    while (m_position.epoch < m_config.epochs) {
        CICATRIX_TRY(runEpoch(progress, log));
        CICATRIX_TRY(finishEpoch(progress, log));
    }
    return TrainOutcome{m_position.epoch, m_position.bestEpoch, m_position.bestScore};
}

Result<nlohmann::json> Run::bench(double seconds)
{
    constexpr int kWarmUp = 2;
    m_model->train();
    m_loader.start(0, 0);
    CICATRIX_ASSIGN(const std::shared_ptr<models::Model> copy, makeConfiguredModel(m_config));
    copy->to(torch::Device(m_config.device));
    toChannelsLast(*copy);
    PlainStep plain(copy, m_losses, m_loader.next(), m_config);
    std::vector<double> ours, rival;
    const Clock::time_point start = Clock::now();
    for (int step = -kWarmUp; step < 3 || secondsSince(start) < seconds; ++step) {
        const Clock::time_point begun = Clock::now();
        CICATRIX_TRY(trainStep());
        ++m_position.globalStep;
        const double took = secondsSince(begun);
        const Clock::time_point again = Clock::now();
        plain.run();
        if (step >= 0) {
            ours.push_back(took);
            rival.push_back(secondsSince(again));
        }
    }
    const double perStep = median(ours);
    return nlohmann::json{{"seconds_per_step", perStep},
                          {"ratio", perStep / median(rival)},
                          {"seconds", ours},
                          {"plain_seconds", rival},
                          {"images_per_s", m_config.batch / perStep},
                          {"steps_per_epoch", m_sampler.stepsPerEpoch()},
                          {"epoch_s", perStep * m_sampler.stepsPerEpoch()},
                          {"threads", m_config.threads},
                          {"device", m_config.device}};
}

Result<void> openFolder(const TrainConfig& config, const TrainJob& job)
{
    const std::filesystem::path file = job.folder / "config.json";
    const std::string text = toJson(config).dump(2) + "\n";
    std::error_code failed;
    std::filesystem::create_directories(job.folder, failed);
    if (failed) {
        return systemError(failed.value(), job.folder.string(), "cannot be made");
    }
    if (!job.resume && std::filesystem::exists(job.folder / "checkpoint.safetensors")) {
        return Error{ErrorKind::BadInput, job.folder.string(), "holds a run already; name another folder, or --resume"};
    }
    return writeFileAtomically(file, text, Existing::Replace);
}

}  // namespace

Result<std::shared_ptr<models::Model>> makeConfiguredModel(const TrainConfig& config)
{
    CICATRIX_ASSIGN(std::shared_ptr<models::Model> model, models::makeModel(config.model));
    if (!config.encoderWeights.empty()) {
        CICATRIX_TRY(nn::loadStateFile(*model, config.encoderWeights, "enc."));
    }
    if (!config.startWeights.empty()) {
        CICATRIX_TRY(checkStartWeights(config));
        CICATRIX_TRY(nn::loadStateFile(*model, config.startWeights));
    }
    return model;
}

namespace {

/// Everything a run needs, checked; `use` does the work. What LibTorch throws becomes an Error here.
template <typename Value, typename Use>
Result<Value> withRun(const TrainConfig& config, const TrainJob& job, std::ostream& log, Use use)
{
    try {
        torch::set_num_threads(config.threads);
        CICATRIX_ASSIGN(PackedDataset data, PackedDataset::open(config.data));
        CICATRIX_ASSIGN(const Protocol protocol, Protocol::parse(config.protocol));
        CICATRIX_ASSIGN(Selection selection, select(data.rows(), protocol, config.validationFraction, config.seed));
        CICATRIX_TRY(data.verify());
        log << nlohmann::json{{"train", selection.train.size()},
                              {"validation", selection.validation.size()},
                              {"test", selection.test.size()},
                              {"data_sha256", data.sha256()}}
                   .dump()
            << std::endl;
        Run run(config, job, std::move(data), std::move(selection));
        CICATRIX_TRY(run.prepare());
        return use(run);
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, "",
                     "there is not enough memory to train; make \"batch\" or \"augment.size\" smaller"};
    } catch (const std::exception& error) {
        return Error{ErrorKind::Device, config.device, std::string("LibTorch could not train: ") + error.what()};
    }
}

}  // namespace

Result<TrainOutcome> runTraining(const TrainConfig& config, const TrainJob& job, Progress& progress, std::ostream& log)
{
    return withRun<TrainOutcome>(config, job, log, [&](Run& run) -> Result<TrainOutcome> {
        CICATRIX_TRY(openFolder(config, job));
        return run.train(progress, log);
    });
}

Result<nlohmann::json> benchTraining(const TrainConfig& config, double seconds)
{
    std::ostringstream unheard;
    return withRun<nlohmann::json>(config, {}, unheard, [&](Run& run) { return run.bench(seconds); });
}

}  // namespace cicatrix::train
