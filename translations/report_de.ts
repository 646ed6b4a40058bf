<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Report</name>
    <message>
        <source>% of bed, cm²</source>
        <translation>%, cm²</translation>
    </message>
    <message>
        <source>%, from first</source>
        <translation>%, seit Beginn</translation>
    </message>
    <message>
        <source>%1 % larger</source>
        <translation>%1 % größer</translation>
    </message>
    <message>
        <source>%1 % smaller</source>
        <translation>%1 % kleiner</translation>
    </message>
    <message>
        <source>%1 o'clock</source>
        <translation>%1 Uhr</translation>
    </message>
    <message>
        <source>%1–%2 o'clock</source>
        <translation>%1–%2 Uhr</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>Accepted by</source>
        <translation>Angenommen von</translation>
    </message>
    <message>
        <source>Aetiology</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Photos, same scale</source>
        <translation>Fotos, gleicher Maßstab</translation>
    </message>
    <message>
        <source>no analysis</source>
        <translation>nicht ausgewertet</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>hospital stay</source>
        <translation>Krankenhausaufenthalt</translation>
    </message>
    <message>
        <source>antibiotics</source>
        <translation>Antibiotika</translation>
    </message>
    <message>
        <source>area in cm² not known</source>
        <translation>Fläche in cm² nicht bekannt</translation>
    </message>
    <message>
        <source>area reduction at week 4 predicts healing of venous ulcers: Kantor and Margolis 2000, Gelfand 2002; the mark is a setting</source>
        <translation>die Abnahme der Fläche bis Woche 4 sagt die Heilung venöser Geschwüre voraus: Kantor und Margolis 2000, Gelfand 2002; die Marke ist eine Einstellung</translation>
    </message>
    <message>
        <source>arterial ulcer</source>
        <translation>arterielles Geschwür</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>bei %1</translation>
    </message>
    <message>
        <source>Audit head %1</source>
        <translation>Stand des Prüfprotokolls %1</translation>
    </message>
    <message>
        <source>back</source>
        <translation>hinten</translation>
    </message>
    <message>
        <source>Below the %1 % mark at week 4; reassess (%2).</source>
        <translation>Unter der %1-%-Marke in Woche 4; neu beurteilen (%2).</translation>
    </message>
    <message>
        <source>below the %1 % mark; reassess</source>
        <translation>unter der %1-%-Marke; neu beurteilen</translation>
    </message>
    <message>
        <source>beyond measurement error</source>
        <translation>jenseits des Messfehlers</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>born %1</source>
        <translation>geb. %1</translation>
    </message>
    <message>
        <source>burn</source>
        <translation>Verbrennung</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Calibration card</source>
        <translation>Kalibrierkarte</translation>
    </message>
    <message>
        <source>Calibration: %1</source>
        <translation>Kalibrierung: %1</translation>
    </message>
    <message>
        <source>callus (peri-wound)</source>
        <translation>Hornschwiele (Wundumgebung)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Veränderung</translation>
    </message>
    <message>
        <source>change of dressing</source>
        <translation>Verbandwechsel</translation>
    </message>
    <message>
        <source>Changed by, why</source>
        <translation>Geändert von, warum</translation>
    </message>
    <message>
        <source>Cicatrix is research software, not a medical device; it proposes, a named clinician accepts.</source>
        <translation>Cicatrix ist Forschungssoftware, kein Medizinprodukt; sie schlägt vor, eine namentlich genannte Fachperson nimmt an.</translation>
    </message>
    <message>
        <source>cm</source>
        <translation>cm</translation>
    </message>
    <message>
        <source>cm, greatest</source>
        <translation>cm, größte</translation>
    </message>
    <message>
        <source>cm, head to foot</source>
        <translation>cm, Kopf–Fuß</translation>
    </message>
    <message>
        <source>cm, ± 95 %</source>
        <translation>cm, ± 95 %</translation>
    </message>
    <message>
        <source>cm²</source>
        <translation>cm²</translation>
    </message>
    <message>
        <source>cm², ± 95 %</source>
        <translation>cm², ± 95 %</translation>
    </message>
    <message>
        <source>colour not calibrated</source>
        <translation>Farbe nicht kalibriert</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Cut along the outline and along the dashed line: two halves, one marker each.</source>
        <translation>Am Umriss und an der gestrichelten Linie ausschneiden: zwei Hälften mit je einem Marker.</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>debridement</source>
        <translation>Débridement</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>diabetic foot ulcer</source>
        <translation>diabetisches Fußgeschwür</translation>
    </message>
    <message>
        <source>Dice: overlap of the model's own outline with the final one, 1 = unchanged. Depth, undermining, tunnelling, exudate, odour, pain, scores and notes are typed by a person.</source>
        <translation>Dice: Überdeckung des Umrisses des Modells mit dem endgültigen, 1 = unverändert. Tiefe, Unterminierung, Tunnel, Exsudat, Geruch, Schmerz, Skalen und Notizen sind von einer Person eingegeben.</translation>
    </message>
    <message>
        <source>DICOM pixel spacing</source>
        <translation>DICOM-Pixelabstand</translation>
    </message>
    <message>
        <source>drawn by hand</source>
        <translation>von Hand gezeichnet</translation>
    </message>
    <message>
        <source>epithelial tissue</source>
        <translation>Epithel</translation>
    </message>
    <message>
        <source>Exudate</source>
        <translation>Exsudat</translation>
    </message>
    <message>
        <source>faint</source>
        <translation>schwach</translation>
    </message>
    <message>
        <source>fell back</source>
        <translation>auf langsameren Weg ausgewichen</translation>
    </message>
    <message>
        <source>fewer than five visits since the last event</source>
        <translation>weniger als fünf Besuche seit dem letzten Ereignis</translation>
    </message>
    <message>
        <source>fewer than three accepted visits with an area since the last event</source>
        <translation>weniger als drei angenommene Besuche mit einer Fläche seit dem letzten Ereignis</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>fitted curve, 95 % band</source>
        <translation>angepasste Kurve, 95-%-Band</translation>
    </message>
    <message>
        <source>From %1 to %2 (%3 days) the open area went from %4 to %5: %6.</source>
        <translation>Vom %1 bis zum %2 (%3 Tage) änderte sich die offene Fläche von %4 auf %5: %6.</translation>
    </message>
    <message>
        <source>from above</source>
        <translation>von oben</translation>
    </message>
    <message>
        <source>from the visit on day %1</source>
        <translation>aus dem Besuch an Tag %1</translation>
    </message>
    <message>
        <source>front</source>
        <translation>vorn</translation>
    </message>
    <message>
        <source>granulation</source>
        <translation>Granulation</translation>
    </message>
    <message>
        <source>Greatest: longest extent × longest chord at right angles to it. Head to foot: extents along and across the body's axis, where the head's direction was marked. Reduction: part of the first visit's area that has closed; negative means growth. –: not known.</source>
        <translation>Größte: längste Ausdehnung × längste Sehne im rechten Winkel dazu. Kopf–Fuß: Ausdehnung längs und quer zur Körperachse, wo die Richtung des Kopfes angegeben wurde. Abnahme: Anteil der Fläche des ersten Besuchs, der sich geschlossen hat; negativ heißt Wachstum. –: nicht bekannt.</translation>
    </message>
    <message>
        <source>Healed</source>
        <translation>Geheilt</translation>
    </message>
    <message>
        <source>heavy</source>
        <translation>viel</translation>
    </message>
    <message>
        <source>Hold the camera straight above, both markers and the whole wound in the picture, without flash on the card.</source>
        <translation>Die Kamera senkrecht darüber halten, beide Marker und die ganze Wunde im Bild, kein Blitz auf der Karte.</translation>
    </message>
    <message>
        <source>How to use it</source>
        <translation>So wird sie benutzt</translation>
    </message>
    <message>
        <source>If the fitted curve holds, the area falls below 0.1 cm² between %1 and %2.</source>
        <translation>Gilt die angepasste Kurve weiter, so sinkt die Fläche zwischen dem %1 und dem %2 unter 0,1 cm².</translation>
    </message>
    <message>
        <source>in %1 days, %2</source>
        <translation>in %1 Tagen, %2</translation>
    </message>
    <message>
        <source>infection</source>
        <translation>Infektion</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>Lay one half on each side of the wound, flat, in the plane of the skin, 1 to 5 cm from the edge. Do not bend them, do not cover a marker or its white margin.</source>
        <translation>Je eine Hälfte auf beide Seiten der Wunde legen, flach, in der Ebene der Haut, 1 bis 5 cm vom Rand. Nicht biegen, weder Marker noch weißen Rand verdecken.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>Left out: visit of %1 (%2).</source>
        <translation>Ausgelassen: Besuch vom %1 (%2).</translation>
    </message>
    <message>
        <source>Length × width</source>
        <translation>Länge × Breite</translation>
    </message>
    <message>
        <source>less than four weeks since the last event</source>
        <translation>weniger als vier Wochen seit dem letzten Ereignis</translation>
    </message>
    <message>
        <source>light</source>
        <translation>wenig</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Linear healing since the previous visit: %1 cm per week.</source>
        <translation>Lineare Heilung seit dem vorigen Besuch: %1 cm pro Woche.</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>geringe Sicherheit</translation>
    </message>
    <message>
        <source>low resolution</source>
        <translation>geringe Auflösung</translation>
    </message>
    <message>
        <source>marker suspect</source>
        <translation>Marker zweifelhaft</translation>
    </message>
    <message>
        <source>markers disagree</source>
        <translation>Marker widersprechen sich</translation>
    </message>
    <message>
        <source>Measure the line of 100 mm with a ruler. If it is off by more than half a millimetre, print again; else write the measured length here: ________ mm.</source>
        <translation>Die Linie von 100 mm mit einem Lineal nachmessen. Weicht sie um mehr als einen halben Millimeter ab, neu drucken; sonst die gemessene Länge hier eintragen: ________ mm.</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>mirrored marker</source>
        <translation>Marker gespiegelt</translation>
    </message>
    <message>
        <source>mixed arterial and venous ulcer</source>
        <translation>gemischtes arteriell-venöses Geschwür</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>model, corrected</source>
        <translation>Modell, korrigiert</translation>
    </message>
    <message>
        <source>model, untouched</source>
        <translation>Modell, unverändert</translation>
    </message>
    <message>
        <source>moderate</source>
        <translation>mäßig</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name in block letters</source>
        <translation>Name in Druckbuchstaben</translation>
    </message>
    <message>
        <source>necrosis / eschar</source>
        <translation>Nekrose / Schorf</translation>
    </message>
    <message>
        <source>no accepted visit</source>
        <translation>kein angenommener Besuch</translation>
    </message>
    <message>
        <source>no baseline: no accepted visit with an area</source>
        <translation>kein Ausgangswert: kein angenommener Besuch mit einer Fläche</translation>
    </message>
    <message>
        <source>No calibrated visit: the area in cm² is not known.</source>
        <translation>Kein kalibrierter Besuch: Die Fläche in cm² ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Measured as open after it was recorded as closed (%1): reopened, or that day is wrong.</source>
        <translation>Offen gemessen, obwohl als verschlossen eingetragen (%1): wieder aufgegangen, oder der Tag stimmt nicht.</translation>
    </message>
    <message>
        <source>no calibration</source>
        <translation>keine Kalibrierung</translation>
    </message>
    <message>
        <source>no calibration: px² of different photos cannot be compared</source>
        <translation>keine Kalibrierung: px² verschiedener Fotos sind nicht vergleichbar</translation>
    </message>
    <message>
        <source>No change can be stated: it needs two accepted visits with a calibrated photo.</source>
        <translation>Eine Änderung lässt sich nicht angeben: Dazu braucht es zwei angenommene Besuche mit kalibriertem Foto.</translation>
    </message>
    <message>
        <source>No closure date: %1.</source>
        <translation>Kein Datum des Wundschlusses: %1.</translation>
    </message>
    <message>
        <source>No fitted curve: %1.</source>
        <translation>Keine angepasste Kurve: %1.</translation>
    </message>
    <message>
        <source>no marker found</source>
        <translation>kein Marker gefunden</translation>
    </message>
    <message>
        <source>no visit near week 4</source>
        <translation>kein Besuch nahe Woche 4</translation>
    </message>
    <message>
        <source>no wound found</source>
        <translation>keine Wunde gefunden</translation>
    </message>
    <message>
        <source>no wound in the mask, but nobody has confirmed that it is closed</source>
        <translation>keine Wunde in der Maske, aber niemand hat bestätigt, dass sie geschlossen ist</translation>
    </message>
    <message>
        <source>none</source>
        <translation>kein</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>nicht zugeordnet</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>not probed</source>
        <translation>nicht sondiert</translation>
    </message>
    <message>
        <source>not to scale</source>
        <translation>nicht maßstäblich</translation>
    </message>
    <message>
        <source>not yet four weeks</source>
        <translation>noch keine vier Wochen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes, treatment and plan</source>
        <translation>Notizen, Behandlung und Plan</translation>
    </message>
    <message>
        <source>Odour</source>
        <translation>Geruch</translation>
    </message>
    <message>
        <source>of the mask</source>
        <translation>der Maske</translation>
    </message>
    <message>
        <source>offloading</source>
        <translation>Entlastung</translation>
    </message>
    <message>
        <source>one printed marker</source>
        <translation>ein gedruckter Marker</translation>
    </message>
    <message>
        <source>Onset</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Open area</source>
        <translation>Offene Fläche</translation>
    </message>
    <message>
        <source>Open wound area (cm²), bars: 95 % interval</source>
        <translation>Offene Wundfläche (cm²), Balken: 95-%-Intervall</translation>
    </message>
    <message>
        <source>other</source>
        <translation>sonstiges</translation>
    </message>
    <message>
        <source>other / not assessable</source>
        <translation>sonstiges / nicht beurteilbar</translation>
    </message>
    <message>
        <source>Outline and tissue</source>
        <translation>Umriss und Gewebe</translation>
    </message>
    <message>
        <source>overexposed</source>
        <translation>überbelichtet</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Schmerz</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>Patienten-ID</translation>
    </message>
    <message>
        <source>Perimeter</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Photos: first, previous and current visit</source>
        <translation>Fotos: erster, voriger und aktueller Besuch</translation>
    </message>
    <message>
        <source>Photos: first, previous and current visit, same scale</source>
        <translation>Fotos: erster, voriger und aktueller Besuch, gleicher Maßstab</translation>
    </message>
    <message>
        <source>Place, date</source>
        <translation>Ort, Datum</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>pressure injury</source>
        <translation>Druckverletzung</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriger</translation>
    </message>
    <message>
        <source>Print this page at 100 % (“actual size”), never “fit to page”, on matt paper.</source>
        <translation>Diese Seite mit 100 % („Originalgröße“) auf mattem Papier drucken, nie „an Seite anpassen“.</translation>
    </message>
    <message>
        <source>printed markers</source>
        <translation>gedruckte Marker</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>Proposed and not accepted (no part of change, curve and flags): %1.</source>
        <translation>Vorgeschlagen und nicht angenommen (ohne Einfluss auf Veränderung, Kurve und Hinweise): %1.</translation>
    </message>
    <message>
        <source>proposed, not accepted</source>
        <translation>vorgeschlagen, nicht angenommen</translation>
    </message>
    <message>
        <source>Pseudonym</source>
        <translation>Pseudonym</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>reaches the %1 % mark</source>
        <translation>erreicht die %1-%-Marke</translation>
    </message>
    <message>
        <source>Reduction</source>
        <translation>Abnahme</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Report %1 · SHA-256 of its data %2</source>
        <translation>Bericht %1 · SHA-256 seiner Daten %2</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>ruler</source>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Skalen</translation>
    </message>
    <message>
        <source>Shares are of the open wound bed and add up to 100 %. Between two readers a change below about 20 points in granulation or slough cannot be told from none (Landa 2014).</source>
        <translation>Anteile beziehen sich auf den offenen Wundgrund und ergeben zusammen 100 %. Zwischen zwei Beurteilenden ist bei Granulation oder Belag eine Änderung unter etwa 20 Punkten nicht von keiner zu unterscheiden (Landa 2014).</translation>
    </message>
    <message>
        <source>Sheehan 2003, Diabetes Care 26:1879 (diabetic foot ulcers, 53 % at week 4); the mark is a setting</source>
        <translation>Sheehan 2003, Diabetes Care 26:1879 (diabetische Fußgeschwüre, 53 % in Woche 4); die Marke ist eine Einstellung</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Since the first visit</source>
        <translation>Seit dem ersten Besuch</translation>
    </message>
    <message>
        <source>Since the previous visit</source>
        <translation>Seit dem vorigen Besuch</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>slough / fibrin</source>
        <translation>Belag / Fibrin</translation>
    </message>
    <message>
        <source>So that a photo can be measured: lay the two markers beside the wound.</source>
        <translation>Damit ein Foto messbar wird: die beiden Marker neben die Wunde legen.</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>sole</source>
        <translation>Sohle</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>surgery</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>surgical wound</source>
        <translation>Operationswunde</translation>
    </message>
    <message>
        <source>the area does not shrink</source>
        <translation>die Fläche nimmt nicht ab</translation>
    </message>
    <message>
        <source>the areas scatter too much around the curve (R² below 0.8)</source>
        <translation>die Flächen streuen zu stark um die Kurve (R² unter 0,8)</translation>
    </message>
    <message>
        <source>the curve's band does not close within two years</source>
        <translation>das Band der Kurve schließt sich nicht innerhalb von zwei Jahren</translation>
    </message>
    <message>
        <source>The newest visit (%1) is proposed and not yet accepted; it takes no part in this statement.</source>
        <translation>Der neueste Besuch (%1) ist vorgeschlagen und noch nicht angenommen; er geht in diese Aussage nicht ein.</translation>
    </message>
    <message>
        <source>the range of the curve has passed</source>
        <translation>der Zeitraum der Kurve ist vorbei</translation>
    </message>
    <message>
        <source>The visits were calibrated in different ways; changes between them are less certain.</source>
        <translation>Die Besuche sind auf verschiedene Weise kalibriert; Änderungen zwischen ihnen sind weniger sicher.</translation>
    </message>
    <message>
        <source>the wound is closed</source>
        <translation>die Wunde ist geschlossen</translation>
    </message>
    <message>
        <source>This change is beyond measurement error.</source>
        <translation>Diese Änderung liegt jenseits des Messfehlers.</translation>
    </message>
    <message>
        <source>This change is within measurement error: it may be no change at all.</source>
        <translation>Diese Änderung liegt innerhalb des Messfehlers: Es kann sein, dass sich nichts geändert hat.</translation>
    </message>
    <message>
        <source>This line is 100 mm long: measure it.</source>
        <translation>Diese Linie ist 100 mm lang: nachmessen.</translation>
    </message>
    <message>
        <source>This report is not a diagnosis. Figures are estimates from photographs; ± is the 95 % interval of the measurement and holds for the part of the wound that the photo shows, on a surface taken as flat.</source>
        <translation>Dieser Bericht ist keine Diagnose. Die Werte sind Schätzungen aus Fotografien; ± ist das 95-%-Intervall der Messung und gilt für den Teil der Wunde, den das Foto zeigt, auf einer als eben angenommenen Oberfläche.</translation>
    </message>
    <message>
        <source>tilt not corrected</source>
        <translation>Neigung nicht korrigiert</translation>
    </message>
    <message>
        <source>Tissue and findings</source>
        <translation>Gewebe und Befunde</translation>
    </message>
    <message>
        <source>Tissue, share of the wound bed (%)</source>
        <translation>Gewebe, Anteil am Wundgrund (%)</translation>
    </message>
    <message>
        <source>traumatic wound</source>
        <translation>Verletzungswunde</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>Behandlung</translation>
    </message>
    <message>
        <source>Tunnelling</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>typed scale</source>
        <translation>eingegebener Maßstab</translation>
    </message>
    <message>
        <source>underexposed</source>
        <translation>unterbelichtet</translation>
    </message>
    <message>
        <source>Undermining</source>
        <translation>Unterminierung</translation>
    </message>
    <message>
        <source>Use a fresh card for every patient; throw it away once it is wet, creased or stained.</source>
        <translation>Für jede Person eine neue Karte benutzen; wegwerfen, sobald sie nass, geknickt oder verschmutzt ist.</translation>
    </message>
    <message>
        <source>venous leg ulcer</source>
        <translation>venöses Unterschenkelgeschwür</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Besuche</translation>
    </message>
    <message>
        <source>Warnings at the visit of %1: %2.</source>
        <translation>Warnungen beim Besuch vom %1: %2.</translation>
    </message>
    <message>
        <source>week %1</source>
        <translation>Woche %1</translation>
    </message>
    <message>
        <source>Week 4</source>
        <translation>Woche 4</translation>
    </message>
    <message>
        <source>week 4</source>
        <translation>Woche 4</translation>
    </message>
    <message>
        <source>Weights of %1: SHA-256 %2</source>
        <translation>Gewichte von %1: SHA-256 %2</translation>
    </message>
    <message>
        <source>Where the figures come from</source>
        <translation>Herkunft der Werte</translation>
    </message>
    <message>
        <source>wide-angle lens too close</source>
        <translation>Weitwinkel zu nah</translation>
    </message>
    <message>
        <source>within measurement error</source>
        <translation>innerhalb des Messfehlers</translation>
    </message>
    <message>
        <source>Without calibration (no figures in cm or cm²): %1.</source>
        <translation>Ohne Kalibrierung (keine Werte in cm oder cm²): %1.</translation>
    </message>
    <message>
        <source>Wound</source>
        <translation>Wunde</translation>
    </message>
    <message>
        <source>wound %1</source>
        <translation>Wunde %1</translation>
    </message>
    <message>
        <source>Wound progress report</source>
        <translation>Wundverlaufsbericht</translation>
    </message>
    <message>
        <source>wound touches the border</source>
        <translation>Wunde reicht an den Bildrand</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Erstellt von</translation>
    </message>
</context>
</TS>
