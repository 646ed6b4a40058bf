<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Aetiology</name>
    <message>
        <source>venous leg ulcer</source>
        <translation>venöses Unterschenkelgeschwür</translation>
    </message>
    <message>
        <source>diabetic foot ulcer</source>
        <translation>diabetisches Fußulkus</translation>
    </message>
    <message>
        <source>arterial ulcer</source>
        <translation>arterielles Ulkus</translation>
    </message>
    <message>
        <source>mixed arteriovenous leg ulcer</source>
        <translation>arteriovenös gemischtes Ulcus cruris</translation>
    </message>
    <message>
        <source>pressure injury</source>
        <translation>Dekubitus</translation>
    </message>
    <message>
        <source>surgical wound</source>
        <translation>Operationswunde</translation>
    </message>
    <message>
        <source>traumatic wound</source>
        <translation>Verletzung</translation>
    </message>
    <message>
        <source>burn</source>
        <translation>Verbrennung</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>This cannot be done as asked.</source>
        <translation>So lässt sich das nicht machen.</translation>
    </message>
    <message>
        <source>This is not there any more.</source>
        <translation>Das ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Someone may have moved or removed it. Open the list again.</source>
        <translation>Vielleicht hat es jemand verschoben oder entfernt. Öffnen Sie die Liste neu.</translation>
    </message>
    <message>
        <source>This file or value cannot be used.</source>
        <translation>Diese Datei oder dieser Wert ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The details say why. Nothing was changed.</source>
        <translation>Die Einzelheiten sagen, warum. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Another program is writing in this clinic.</source>
        <translation>Ein anderes Programm schreibt gerade in diese Klinik.</translation>
    </message>
    <message>
        <source>Close it there and try again. You can look at everything meanwhile.</source>
        <translation>Schließen Sie sie dort und versuchen Sie es erneut. Ansehen können Sie inzwischen alles.</translation>
    </message>
    <message>
        <source>This clinic can only be looked at.</source>
        <translation>Diese Klinik lässt sich nur ansehen.</translation>
    </message>
    <message>
        <source>The folder does not allow writing. Ask whoever looks after the computer.</source>
        <translation>Der Ordner erlaubt kein Schreiben. Fragen Sie, wer den Rechner betreut.</translation>
    </message>
    <message>
        <source>Something in this clinic is damaged or was changed from outside.</source>
        <translation>Etwas in dieser Klinik ist beschädigt oder wurde von außen geändert.</translation>
    </message>
    <message>
        <source>Do not go on working in it. Restore the last back-up, or ask for help with the details.</source>
        <translation>Arbeiten Sie nicht darin weiter. Spielen Sie die letzte Sicherung ein oder holen Sie mit den Einzelheiten Hilfe.</translation>
    </message>
    <message>
        <source>This clinic was made by a newer version of Cicatrix.</source>
        <translation>Diese Klinik stammt von einer neueren Version von Cicatrix.</translation>
    </message>
    <message>
        <source>Update the program. The clinic was not touched.</source>
        <translation>Aktualisieren Sie das Programm. Die Klinik wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Nothing was changed. Make room and try again.</source>
        <translation>Es wurde nichts geändert. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Reading or writing failed.</source>
        <translation>Lesen oder Schreiben ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again; if it stays, the details tell which file.</source>
        <translation>Es wurde nichts geändert. Versuchen Sie es erneut; die Einzelheiten nennen die Datei.</translation>
    </message>
    <message>
        <source>The model was refused because its files do not verify.</source>
        <translation>Das Modell wurde abgelehnt, weil seine Dateien die Prüfung nicht bestehen.</translation>
    </message>
    <message>
        <source>Install the model again from a trusted source.</source>
        <translation>Installieren Sie das Modell neu aus vertrauenswürdiger Quelle.</translation>
    </message>
    <message>
        <source>The graphics device cannot be used.</source>
        <translation>Das Grafikgerät ist nicht nutzbar.</translation>
    </message>
    <message>
        <source>Choose another device in the settings.</source>
        <translation>Wählen Sie in den Einstellungen ein anderes Gerät.</translation>
    </message>
    <message>
        <source>There was not enough memory.</source>
        <translation>Der Arbeitsspeicher reichte nicht.</translation>
    </message>
    <message>
        <source>Close other programs and try again. Nothing was changed.</source>
        <translation>Schließen Sie andere Programme und versuchen Sie es erneut. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>Ihre Rolle erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Someone with the right role can do it.</source>
        <translation>Jemand mit der passenden Rolle kann es tun.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was saved.</source>
        <translation>Abgebrochen. Es wurde nichts gespeichert.</translation>
    </message>
</context>
<context>
    <name>Event</name>
    <message>
        <source>debridement</source>
        <translation>Débridement</translation>
    </message>
    <message>
        <source>surgery</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>infection</source>
        <translation>Infektion</translation>
    </message>
    <message>
        <source>antibiotics begun</source>
        <translation>Antibiotikum begonnen</translation>
    </message>
    <message>
        <source>dressing changed</source>
        <translation>Verbandwechsel</translation>
    </message>
    <message>
        <source>in hospital</source>
        <translation>im Krankenhaus</translation>
    </message>
    <message>
        <source>other event</source>
        <translation>anderes Ereignis</translation>
    </message>
</context>
<context>
    <name>FiguresText</name>
    <message>
        <source>cm² ± %1 (95 %)</source>
        <translation>cm² ± %1 (95 %)</translation>
    </message>
    <message>
        <source>Printed markers</source>
        <translation>Gedruckte Marker</translation>
    </message>
    <message>
        <source>One marker</source>
        <translation>Ein Marker</translation>
    </message>
    <message>
        <source>Ruler, two points</source>
        <translation>Lineal, zwei Punkte</translation>
    </message>
    <message>
        <source>Typed scale</source>
        <translation>Eingetippter Maßstab</translation>
    </message>
    <message>
        <source>DICOM pixel spacing</source>
        <translation>DICOM-Pixelabstand</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>not corrected</source>
        <translation>nicht korrigiert</translation>
    </message>
    <message>
        <source>%1 % since %2</source>
        <translation>%1 % seit %2</translation>
    </message>
    <message>
        <source>beyond error</source>
        <translation>jenseits des Messfehlers</translation>
    </message>
    <message>
        <source>within error</source>
        <translation>innerhalb des Messfehlers</translation>
    </message>
    <message>
        <source>&lt; %1 % smaller after 4 weeks</source>
        <translation>&lt; %1 % kleiner nach 4 Wochen</translation>
    </message>
    <message>
        <source>%1 in %2 days</source>
        <translation>%1 in %2 Tagen</translation>
    </message>
    <message>
        <source>growing</source>
        <translation>wächst</translation>
    </message>
    <message>
        <source>no visit near week 4</source>
        <translation>kein Besuch um Woche 4</translation>
    </message>
    <message>
        <source>calibrations differ</source>
        <translation>verschiedene Kalibrierungen</translation>
    </message>
    <message>
        <source>visits without a scale</source>
        <translation>Besuche ohne Maßstab</translation>
    </message>
    <message>
        <source>open again after closure</source>
        <translation>nach Verschluss wieder offen</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>week 4 · %1 % mark not reached</source>
        <translation>Woche 4 · %1-%-Marke nicht erreicht</translation>
    </message>
    <message>
        <source>week 4 · %1 % mark reached</source>
        <translation>Woche 4 · %1-%-Marke erreicht</translation>
    </message>
    <message>
        <source>week 4</source>
        <translation>Woche 4</translation>
    </message>
</context>
<context>
    <name>Tissue</name>
    <message>
        <source>granulation</source>
        <translation>Granulation</translation>
    </message>
    <message>
        <source>slough / fibrin</source>
        <translation>Belag / Fibrin</translation>
    </message>
    <message>
        <source>necrosis / eschar</source>
        <translation>Nekrose / Schorf</translation>
    </message>
    <message>
        <source>epithelial tissue</source>
        <translation>Epithelgewebe</translation>
    </message>
    <message>
        <source>callus (peri-wound)</source>
        <translation>Hornschwiele (Wundumgebung)</translation>
    </message>
    <message>
        <source>other / not assessable</source>
        <translation>anderes / nicht beurteilbar</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>nicht zugeordnet</translation>
    </message>
</context>
<context>
    <name>Warning</name>
    <message>
        <source>The photo is blurred</source>
        <translation>Das Foto ist unscharf</translation>
    </message>
    <message>
        <source>The photo is overexposed</source>
        <translation>Das Foto ist überbelichtet</translation>
    </message>
    <message>
        <source>The photo is too dark</source>
        <translation>Das Foto ist zu dunkel</translation>
    </message>
    <message>
        <source>Low resolution; a messenger may have shrunk the photo</source>
        <translation>Geringe Auflösung; vielleicht hat ein Messenger das Foto verkleinert</translation>
    </message>
    <message>
        <source>The wound reaches the photo's edge; part of it may be missing</source>
        <translation>Die Wunde reicht bis an den Bildrand; ein Teil kann fehlen</translation>
    </message>
    <message>
        <source>No wound was found</source>
        <translation>Es wurde keine Wunde gefunden</translation>
    </message>
    <message>
        <source>No printed marker was found</source>
        <translation>Es wurde kein gedruckter Marker gefunden</translation>
    </message>
    <message>
        <source>A marker was found, but it is bent, blurred or partly hidden</source>
        <translation>Ein Marker wurde gefunden, ist aber gebogen, unscharf oder teils verdeckt</translation>
    </message>
    <message>
        <source>The two markers give different scales; they may not lie in one plane</source>
        <translation>Die beiden Marker ergeben verschiedene Maßstäbe; sie liegen vielleicht nicht in einer Ebene</translation>
    </message>
    <message>
        <source>The marker is mirrored; was the photo mirrored?</source>
        <translation>Der Marker ist gespiegelt; wurde das Foto gespiegelt?</translation>
    </message>
    <message>
        <source>The camera's tilt is not corrected</source>
        <translation>Die Neigung der Kamera ist nicht korrigiert</translation>
    </message>
    <message>
        <source>Taken very near with a wide-angle lens; edges are distorted</source>
        <translation>Sehr nah mit Weitwinkel aufgenommen; die Ränder sind verzerrt</translation>
    </message>
    <message>
        <source>The model is unsure about much of this wound</source>
        <translation>Das Modell ist bei großen Teilen dieser Wunde unsicher</translation>
    </message>
    <message>
        <source>Memory was short; the photo was analysed in smaller pieces</source>
        <translation>Der Speicher war knapp; das Foto wurde in kleineren Stücken ausgewertet</translation>
    </message>
    <message>
        <source>Colours are not calibrated</source>
        <translation>Die Farben sind nicht kalibriert</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::BodyMap</name>
    <message>
        <source>Body map</source>
        <translation>Körperkarte</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n Ort</numerusform>
            <numerusform>%n Orte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wound(s)</source>
        <translation>
            <numerusform>%n Wunde</numerusform>
            <numerusform>%n Wunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, open</source>
        <translation>%1, offen</translation>
    </message>
    <message>
        <source>%1, closed</source>
        <translation>%1, geschlossen</translation>
    </message>
    <message>
        <source>Body map: %1</source>
        <translation>Körperkarte: %1</translation>
    </message>
    <message>
        <source>R</source>
        <comment>the patient's right side</comment>
        <translation>R</translation>
    </message>
    <message>
        <source>L</source>
        <comment>the patient's left side</comment>
        <translation>L</translation>
    </message>
    <message>
        <source>front</source>
        <translation>vorn</translation>
    </message>
    <message>
        <source>back</source>
        <translation>hinten</translation>
    </message>
    <message>
        <source>soles</source>
        <translation>Sohlen</translation>
    </message>
    <message>
        <source>from above</source>
        <translation>von oben</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::Card</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::FigureCards</name>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Längen</translation>
    </message>
    <message>
        <source>Tissue</source>
        <translation>Gewebe</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>Perimeter</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>Length × width, greatest</source>
        <translation>Länge × Breite, größte</translation>
    </message>
    <message>
        <source>Length × width, head to foot</source>
        <translation>Länge × Breite, Kopf–Fuß</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>share · area</source>
        <translation>Anteil · Fläche</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>Tilt, residual</source>
        <translation>Neigung, Restfehler</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>no scale</source>
        <translation>kein Maßstab</translation>
    </message>
    <message>
        <source>head direction not marked</source>
        <translation>Kopfrichtung nicht angegeben</translation>
    </message>
    <message>
        <source>not probed</source>
        <translation>nicht sondiert</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Accepted by %1</source>
        <translation>Bestätigt von %1</translation>
    </message>
    <message>
        <source>Waits for a person</source>
        <translation>Wartet auf eine Person</translation>
    </message>
    <message>
        <source>Area %1 %2</source>
        <translation>Fläche %1 %2</translation>
    </message>
    <message>
        <source>Pixels only: this photo has no scale, so cm² are not known.</source>
        <translation>Nur Pixel: Dieses Foto hat keinen Maßstab, cm² sind nicht bekannt.</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>keine gefunden</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>drawn by hand</source>
        <translation>von Hand gezeichnet</translation>
    </message>
    <message>
        <source>%1, corrected</source>
        <translation>%1, korrigiert</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::Filmstrip</name>
    <message>
        <source>Visits of this wound</source>
        <translation>Besuche dieser Wunde</translation>
    </message>
    <message>
        <source>Add a photo as a new visit</source>
        <translation>Ein Foto als neuen Besuch hinzufügen</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::HealingChart</name>
    <message>
        <source>Healing chart</source>
        <translation>Heilungsverlauf</translation>
    </message>
    <message>
        <source>No calibrated visit: the area in cm² is not known.</source>
        <translation>Kein kalibrierter Besuch: Die Fläche in cm² ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Tissue shares, % of wound bed</source>
        <translation>Gewebeanteile, % des Wundgrunds</translation>
    </message>
    <message>
        <source>cm²</source>
        <translation>cm²</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s), %1 to %2</source>
        <translation>
            <numerusform>%n Besuch, %1 bis %2</numerusform>
            <numerusform>%n Besuche, %1 bis %2</numerusform>
        </translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>area not known</source>
        <translation>Fläche nicht bekannt</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>ausgewählt</translation>
    </message>
    <message>
        <source>%1: closed. A person recorded the wound as healed; nothing was measured.</source>
        <translation>%1: geschlossen. Eine Person hat die Wunde als geheilt eingetragen; gemessen wurde nichts.</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::MainWindow</name>
    <message>
        <source>%1 · only to look at: %2</source>
        <translation>%1 · nur zum Ansehen: %2</translation>
    </message>
    <message>
        <source>Analysing a photo; %1 more wait</source>
        <translation>Ein Foto wird ausgewertet; %1 weitere warten</translation>
    </message>
    <message>
        <source>Analysing a photo</source>
        <translation>Ein Foto wird ausgewertet</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::Notice</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::OverlayBar</name>
    <message>
        <source>Hatch</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Opacity of the tissues</source>
        <translation>Deckkraft der Gewebe</translation>
    </message>
    <message>
        <source>Hold to look under the overlay</source>
        <translation>Gedrückt halten, um unter die Auflage zu sehen</translation>
    </message>
    <message>
        <source>Hold to look under the overlay (Space+O)</source>
        <translation>Gedrückt halten, um unter die Auflage zu sehen (Leertaste+O)</translation>
    </message>
    <message>
        <source>Patterns beside the colours (H)</source>
        <translation>Muster neben den Farben (H)</translation>
    </message>
    <message>
        <source>Where the model was unsure (C)</source>
        <translation>Wo das Modell unsicher war (C)</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Auflage</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::PatientForm</name>
    <message>
        <source>New patient</source>
        <translation>Neue Patientin, neuer Patient</translation>
    </message>
    <message>
        <source>Hospital number</source>
        <translation>Patientennummer</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>other</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>A hospital number is needed.</source>
        <translation>Eine Patientennummer ist nötig.</translation>
    </message>
    <message>
        <source>It tells two patients of the same name apart.</source>
        <translation>Sie unterscheidet zwei Menschen gleichen Namens.</translation>
    </message>
    <message>
        <source>The date of birth cannot be read.</source>
        <translation>Das Geburtsdatum ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Write it as %1.</source>
        <translation>Schreiben Sie es als %1.</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::PatientListModel</name>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>closed %1</source>
        <translation>geschlossen %1</translation>
    </message>
    <message>
        <source>no wound</source>
        <translation>keine Wunde</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Leading wound</source>
        <translation>Führende Wunde</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>Letzter Besuch</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Since first</source>
        <translation>Seit Beginn</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::PatientPanel</name>
    <message>
        <source>f</source>
        <translation>w</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>1 visit</source>
        <translation>1 Besuch</translation>
    </message>
    <message>
        <source>%1 visits</source>
        <translation>%1 Besuche</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>Wounds</source>
        <translation>Wunden</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::PatientTable</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::PatientsScreen</name>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>New patient</source>
        <translation>Neue Patientin, neuer Patient</translation>
    </message>
    <message>
        <source>Name or hospital number</source>
        <translation>Name oder Patientennummer</translation>
    </message>
    <message>
        <source>Search patients</source>
        <translation>Patienten suchen</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1+ of %2</source>
        <translation>%1+ von %2</translation>
    </message>
    <message>
        <source>No patient is registered yet.
Register the first with “New patient”.</source>
        <translation>Noch ist niemand aufgenommen.
Beginnen Sie mit „Neue Patientin, neuer Patient“.</translation>
    </message>
    <message>
        <source>No wound of these patients needs attention.</source>
        <translation>Keine Wunde dieser Patienten braucht Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>No patient matches “%1”.</source>
        <translation>Niemand passt zu „%1“.</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::PhotoCanvas</name>
    <message>
        <source>no scale</source>
        <translation>kein Maßstab</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>no overlay</source>
        <translation>keine Auflage</translation>
    </message>
    <message>
        <source>overlay shown</source>
        <translation>Auflage sichtbar</translation>
    </message>
    <message>
        <source>overlay hidden</source>
        <translation>Auflage ausgeblendet</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, zoom %3 %, %4</source>
        <comment>size of the photo, zoom, state of the overlay</comment>
        <translation>%1 × %2 Pixel, Vergrößerung %3 %, %4</translation>
    </message>
    <message>
        <source>%1 % · %2 × %3</source>
        <comment>zoom, width and height of the photo in pixels</comment>
        <translation>%1 % · %2 × %3</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::Rail</name>
    <message>
        <source>Screens</source>
        <translation>Ansichten</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::ReviewScreen</name>
    <message>
        <source>accepted</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Add photo…</source>
        <translation>Foto hinzufügen…</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The model looks at the photo …</source>
        <translation>Das Modell betrachtet das Foto …</translation>
    </message>
    <message>
        <source>You confirm under your name that outline and figures are right (Ctrl+Return)</source>
        <translation>Sie bestätigen unter Ihrem Namen, dass Umriss und Werte stimmen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>No visit yet. Drop a photo here, or use “Add photo…”.</source>
        <translation>Noch kein Besuch. Ziehen Sie ein Foto hierher oder nehmen Sie „Foto hinzufügen…“.</translation>
    </message>
    <message>
        <source>Photos of this wound</source>
        <translation>Fotos dieser Wunde</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic *.heif);;All files (*)</source>
        <translation>Fotos (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic *.heif);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::StartScreen</name>
    <message>
        <source>Measure wounds on photos and watch them heal.</source>
        <translation>Wunden auf Fotos messen und heilen sehen.</translation>
    </message>
    <message>
        <source>New clinic</source>
        <translation>Neue Klinik</translation>
    </message>
    <message>
        <source>An empty folder becomes a clinic: its patients, photos and history lie there and nowhere else.</source>
        <translation>Ein leerer Ordner wird zur Klinik: Patienten, Fotos und Verlauf liegen dort und nirgends sonst.</translation>
    </message>
    <message>
        <source>Make a clinic…</source>
        <translation>Klinik anlegen…</translation>
    </message>
    <message>
        <source>Open a clinic</source>
        <translation>Klinik öffnen</translation>
    </message>
    <message>
        <source>A folder that Cicatrix made before, on this computer or a network drive.</source>
        <translation>Ein Ordner, den Cicatrix früher angelegt hat, auf diesem Rechner oder einem Netzlaufwerk.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>Invented patients with drawn wounds, to try everything without a risk. Takes about a minute.</source>
        <translation>Erfundene Patienten mit gezeichneten Wunden, um alles gefahrlos auszuprobieren. Dauert etwa eine Minute.</translation>
    </message>
    <message>
        <source>Make the demo clinic</source>
        <translation>Vorführklinik anlegen</translation>
    </message>
    <message>
        <source>Making the demo clinic</source>
        <translation>Die Vorführklinik entsteht</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Drawing patients and analysing their photos …</source>
        <translation>Patienten werden gezeichnet und ihre Fotos ausgewertet …</translation>
    </message>
    <message>
        <source>An empty folder for the new clinic</source>
        <translation>Ein leerer Ordner für die neue Klinik</translation>
    </message>
    <message>
        <source>The clinic's folder</source>
        <translation>Der Ordner der Klinik</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::TimelineScreen</name>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Healing</source>
        <translation>Heilung</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>Raten</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>cm², ± 95 %</source>
        <translation>cm², ± 95 %</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>No visit yet. The course appears with the first analysed photo.</source>
        <translation>Noch kein Besuch. Der Verlauf erscheint mit dem ersten ausgewerteten Foto.</translation>
    </message>
    <message>
        <source>At week 4</source>
        <translation>In Woche 4</translation>
    </message>
    <message>
        <source>Linear rate (Gilman)</source>
        <translation>Lineare Rate (Gilman)</translation>
    </message>
    <message>
        <source>Fitted curve</source>
        <translation>Angepasste Kurve</translation>
    </message>
    <message>
        <source>Closure</source>
        <translation>Verschluss</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>in %1 weeks</source>
        <translation>in %1 Wochen</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>in %1 Tagen</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>beyond measurement error</source>
        <translation>jenseits des Messfehlers</translation>
    </message>
    <message>
        <source>within measurement error</source>
        <translation>innerhalb des Messfehlers</translation>
    </message>
    <message>
        <source> cm/week</source>
        <translation> cm/Woche</translation>
    </message>
    <message>
        <source>exponential</source>
        <translation>exponentiell</translation>
    </message>
    <message>
        <source>exponential after a delay</source>
        <translation>exponentiell nach Verzögerung</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Area %1 %2</source>
        <translation>Fläche %1 %2</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Export the course</source>
        <translation>Verlauf exportieren</translation>
    </message>
    <message>
        <source>Picture (*.png);;Drawing (*.svg);;Table (*.csv)</source>
        <translation>Bild (*.png);;Zeichnung (*.svg);;Tabelle (*.csv)</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::TissueLegend</name>
    <message>
        <source>Tissues</source>
        <translation>Gewebe</translation>
    </message>
    <message>
        <source> (hidden)</source>
        <translation> (ausgeblendet)</translation>
    </message>
</context>
<context>
    <name>cicatrix::ui::WoundForm</name>
    <message>
        <source>New wound</source>
        <translation>Neue Wunde</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Add wound</source>
        <translation>Wunde hinzufügen</translation>
    </message>
    <message>
        <source>Choose a site from the list.</source>
        <translation>Wählen Sie einen Ort aus der Liste.</translation>
    </message>
    <message>
        <source>Type a part of its name, such as “heel”.</source>
        <translation>Tippen Sie einen Teil des Namens, etwa „Ferse“.</translation>
    </message>
    <message>
        <source>The day cannot be read.</source>
        <translation>Der Tag ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Write it as %1.</source>
        <translation>Schreiben Sie es als %1.</translation>
    </message>
</context>
</TS>
