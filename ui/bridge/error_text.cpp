// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/error_text.h"

#include <QCoreApplication>

namespace cicatrix::ui {

namespace {

struct Words {
    ErrorKind kind;
    const char* sentence;
    const char* wayOut;
};

constexpr Words kWords[] = {
    {ErrorKind::Usage, QT_TRANSLATE_NOOP("Error", "This cannot be done as asked."), ""},
    {ErrorKind::NotFound, QT_TRANSLATE_NOOP("Error", "This is not there any more."),
     QT_TRANSLATE_NOOP("Error", "Someone may have moved or removed it. Open the list again.")},
    {ErrorKind::BadInput, QT_TRANSLATE_NOOP("Error", "This file or value cannot be used."),
     QT_TRANSLATE_NOOP("Error", "The details say why. Nothing was changed.")},
    {ErrorKind::ClinicLocked, QT_TRANSLATE_NOOP("Error", "Another program is writing in this clinic."),
     QT_TRANSLATE_NOOP("Error", "Close it there and try again. You can look at everything meanwhile.")},
    {ErrorKind::ClinicReadOnly, QT_TRANSLATE_NOOP("Error", "This clinic can only be looked at."),
     QT_TRANSLATE_NOOP("Error", "The folder does not allow writing. Ask whoever looks after the computer.")},
    {ErrorKind::ClinicDamaged, QT_TRANSLATE_NOOP("Error", "Something in this clinic is damaged or was changed from outside."),
     QT_TRANSLATE_NOOP("Error", "Do not go on working in it. Restore the last back-up, or ask for help with the details.")},
    {ErrorKind::ClinicNewer, QT_TRANSLATE_NOOP("Error", "This clinic was made by a newer version of Cicatrix."),
     QT_TRANSLATE_NOOP("Error", "Update the program. The clinic was not touched.")},
    {ErrorKind::DiskFull, QT_TRANSLATE_NOOP("Error", "The disk is full."),
     QT_TRANSLATE_NOOP("Error", "Nothing was changed. Make room and try again.")},
    {ErrorKind::Io, QT_TRANSLATE_NOOP("Error", "Reading or writing failed."),
     QT_TRANSLATE_NOOP("Error", "Nothing was changed. Try again; if it stays, the details tell which file.")},
    {ErrorKind::ModelRefused, QT_TRANSLATE_NOOP("Error", "The model was refused because its files do not verify."),
     QT_TRANSLATE_NOOP("Error", "Install the model again from a trusted source.")},
    {ErrorKind::Device, QT_TRANSLATE_NOOP("Error", "The graphics device cannot be used."),
     QT_TRANSLATE_NOOP("Error", "Choose another device in the settings.")},
    {ErrorKind::OutOfMemory, QT_TRANSLATE_NOOP("Error", "There was not enough memory."),
     QT_TRANSLATE_NOOP("Error", "Close other programs and try again. Nothing was changed.")},
    {ErrorKind::NotPermitted, QT_TRANSLATE_NOOP("Error", "Your role does not allow this."),
     QT_TRANSLATE_NOOP("Error", "Someone with the right role can do it.")},
    {ErrorKind::Cancelled, QT_TRANSLATE_NOOP("Error", "Stopped. Nothing was saved."), ""},
};

QString translated(const char* text) { return *text == '\0' ? QString() : QCoreApplication::translate("Error", text); }

}  // namespace

ErrorText errorText(const Error& error)
{
    for (const Words& words : kWords) {
        if (words.kind == error.kind) {
            return {translated(words.sentence), translated(words.wayOut), QString::fromStdString(error.message())};
        }
    }
    return {};
}

}  // namespace cicatrix::ui
