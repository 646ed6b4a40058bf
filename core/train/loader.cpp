// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loader.h"

#include <algorithm>
#include <cstring>

namespace cicatrix::train {

namespace {

void putMask(Batch& batch, const std::string& task, std::int64_t sample, const std::vector<std::uint8_t>& mask)
{
    if (!mask.empty()) {
        std::memcpy(batch.target[task][sample].data_ptr<std::uint8_t>(), mask.data(), mask.size());
        batch.has[task][sample] = 1;
    }
}

}  // namespace

Loader::Loader(const PackedDataset& data, const Sampler& sampler, const TrainConfig& config)
    : m_data(data), m_sampler(sampler), m_config(config)
{
}

void Loader::schedule()
{
    auto cut = [this, items = m_sampler.batch(m_epoch, m_step)] {
        Crops crops;
        crops.reserve(items.size());
        for (const BatchItem& item : items) {
            crops.push_back(cutCrop(m_data.rows()[item.row], m_data.planes(item.row), m_config.augment, item.key));
        }
        return crops;
    };
    m_ahead.push_back(std::async(std::launch::async, std::move(cut)));
    if (++m_step == m_sampler.stepsPerEpoch()) {
        m_step = 0;
        ++m_epoch;
    }
}

void Loader::start(int epoch, int step)
{
    m_ahead.clear();
    m_epoch = epoch;
    m_step = step;
    for (int i = 0; i < m_config.workers; ++i) {
        schedule();
    }
}

Batch Loader::next()
{
    const Crops crops = m_ahead.front().get();
    m_ahead.pop_front();
    schedule();
    const auto count = static_cast<std::int64_t>(crops.size());
    const std::int64_t side = m_config.augment.size;
    Batch batch;
    torch::Tensor image = torch::empty({count, 3, side, side});
    for (const char* task : {"wound", "tissue"}) {
        batch.target[task] = torch::full({count, side, side}, 255, torch::kUInt8);
        batch.has[task] = torch::zeros({count}, torch::kUInt8);
    }
    for (std::int64_t i = 0; i < count; ++i) {
        const TrainingCrop& crop = crops[static_cast<std::size_t>(i)];
        std::memcpy(image[i].data_ptr<float>(), crop.image.data(), crop.image.size() * sizeof(float));
        putMask(batch, "wound", i, crop.wound);
        putMask(batch, "tissue", i, crop.tissue);
    }
    image.sub_(m_config.inputMean).div_(m_config.inputSd);
    batch.image = image.contiguous(torch::MemoryFormat::ChannelsLast);
    return batch;
}

}  // namespace cicatrix::train
