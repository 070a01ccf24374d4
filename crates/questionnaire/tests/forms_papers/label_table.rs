//! The official labels that are known, by form and by the block or segment under which answers are addressed.

pub const IDENTITY: [&str; 12] = [
    "Imię",
    "Nazwisko",
    "Data urodzenia",
    "Seria i nr dokumentu potwierdzającego tożsamość",
    "Nr PESEL",
    "Adres → kod pocztowy",
    "Adres → miejscowość",
    "Adres → ulica",
    "Adres → nr domu",
    "Adres → nr mieszkania",
    "telefon",
    "symbol terytorialny",
];

/// Part I, by segment or block.
pub const PART_I: [(&str, &[&str]); 12] = [
    (
        "A",
        &[
            "pieczęć / nazwa jednostki",
            "numer sprawy",
            "Data urodzenia (dzień, miesiąc, rok)",
            "telefon najbliższej rodziny",
            "symbol terytorialny",
            "adres zameldowania na pobyt stały → gmina",
            "płeć",
            "obywatelstwo",
            "status cudzoziemca",
            "dokument cudzoziemca → rodzaj",
            "dokument cudzoziemca → numer",
            "dokument cudzoziemca → data wydania",
            "stan cywilny",
            "powód trudnej sytuacji życiowej (art. 7)",
            "typ rodziny / liczba osób w gospodarstwie",
            "Łączny dochód w rodzinie (zgodnie z art. 8)",
            "Imię i nazwisko, stopień pokrewieństwa oraz adresy osób, o których mowa w art. 103, wielkość i forma świadczonej lub deklarowanej pomocy",
        ],
    ),
    (
        "persons",
        &[
            "Imię",
            "Nazwisko",
            "Data urodzenia (dzień, m-c, rok)",
            "Płeć",
            "Stan cywilny",
            "Stopień pokrewieństwa",
            "Wykształcenie, wykonywany zawód",
            "Miejsce pracy lub nauki (szkoła, przedszkole)",
            "Pozycja na rynku pracy",
            "Sytuacja zdrowotna",
            "Nr PESEL",
            "Źródło dochodu (utrzymania) → Rodzaj",
            "Alimenty świadczone → Na czyją rzecz",
            "Alimenty świadczone → Wysokość",
            "Alimenty świadczone → Wysokość zaległych alimentów",
        ],
    ),
    (
        "A",
        &[
            "Stałe, miesięczne wydatki osoby/rodziny łącznie",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → czynsz",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → energia elektryczna",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → gaz",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → alimenty",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → opłaty za dom pomocy społecznej",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → opłaty za szkołę/bursę/internat",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → opłaty za przedszkole",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → opłaty rodziców/opiekunów prawnych za pobyt dziecka w placówce opiekuńczo-wychowawczej",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → opłaty rodziców za pobyt dziecka w rodzinie zastępczej",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → wydatki na leki i leczenie",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → inne — jakie?",
        ],
    ),
    (
        "Sytuacja mieszkaniowa",
        &[
            "Główny lokator lub właściciel mieszkania, domu",
            "Mieszkanie",
            "Liczba izb",
            "Oddzielna kuchnia",
            "Piętro",
            "Winda",
            "Woda zimna",
            "Woda ciepła",
            "Łazienka",
            "WC",
            "Ogrzewanie",
            "Gaz",
            "Telefon",
            "Stan utrzymania mieszkania",
            "Czy rodzina posiada podstawowe sprzęty gospodarstwa domowego?",
            "Liczba miejsc do spania",
            "Czy mieszkanie jest dostosowane do potrzeb osoby niepełnosprawnej?",
            "Czy osoba niepełnosprawna posiada → osobny pokój",
            "Czy osoba niepełnosprawna posiada → samodzielne łóżko",
            "Powierzchnia (m²)",
            "Opis / uwagi",
        ],
    ),
    (
        "Sytuacja rodzinna osób wspólnie zamieszkujących",
        &[
            "Kto z członków rodziny i dlaczego, mimo wspólnego zamieszkiwania, prowadzi oddzielne gospodarstwo domowe?",
            "Czy w rodzinie występują konflikty? → Kogo dotyczą",
            "Czy w rodzinie występują konflikty? → przyczyny",
            "Czy w rodzinie występują konflikty? → czy były podejmowane próby rozwiązania",
            "Czy w rodzinie występują konflikty? → możliwości rozwiązania",
            "Czy występują problemy opiekuńczo-wychowawcze z dziećmi? → Jakie",
            "Czy rodzina lub dziecko są objęci nadzorem kuratora?",
            "Czy w rodzinie występuje przemoc? → Przeciwko komu",
            "Czy w rodzinie występuje przemoc? → kto jest sprawcą",
            "Czy w rodzinie występuje przemoc? → jakie podjęto działania",
            "Czy w rodzinie występuje przemoc? → efekt",
            "Funkcjonowanie rodziny w środowisku i zagrożenia ze strony środowiska",
            "możliwość uzyskania wsparcia ze strony środowiska",
            "Czy osoba/rodzina utrzymuje kontakty z krewnymi zamieszkałymi oddzielnie? → jak często",
            "Władza rodzicielska → matka",
            "Władza rodzicielska → ojciec",
            "Przebieg nauki dziecka → wyniki",
            "Przebieg nauki dziecka → trudności w nauce",
            "Przebieg nauki dziecka → trudności wychowawcze w szkole",
        ],
    ),
    (
        "Sytuacja zawodowa",
        &[
            "Sytuacja osoby bezrobotnej → Imię i nazwisko",
            "Sytuacja osoby bezrobotnej → Zarejestrowany(a) w urzędzie pracy",
            "Sytuacja osoby bezrobotnej → Pobiera zasiłek lub inne świadczenie",
            "Sytuacja osoby bezrobotnej → Utracił(a) prawo do zasiłku lub innego świadczenia",
            "Sytuacja osoby bezrobotnej → Brak prawa do zasiłku lub innego świadczenia",
            "Kwalifikacje, umiejętności oraz doświadczenie zawodowe",
        ],
    ),
    (
        "Sytuacja zdrowotna",
        &[
            "Liczba osób długotrwale chorych",
            "w tym: dzieci",
            "Rodzaje schorzeń",
            "Inne problemy zdrowotne podane przez osobę/rodzinę",
            "Czy osoba/rodzina podlega ubezpieczeniu zdrowotnemu?",
            "Czy posiada dostęp do świadczeń zdrowotnych?",
            "Dane lekarza pierwszego kontaktu",
            "Sytuacja osób niepełnosprawnych → Rodzaj dysfunkcji",
            "Sytuacja osób niepełnosprawnych → Orzeczenie: numer",
            "Sytuacja osób niepełnosprawnych → Orzeczenie: data (m-c, rok)",
            "Sytuacja osób niepełnosprawnych → Orzeczenie: stopień",
            "Sytuacja osób niepełnosprawnych → Ograniczenia funkcjonalne",
            "Która z osób wymaga → skierowania do ośrodka wsparcia (rodzaj)",
            "Która z osób wymaga → skierowania do mieszkania chronionego",
            "Która z osób wymaga → usług opiekuńczych (zakres)",
            "Czy osoba wymaga umieszczenia w DPS",
            "Możliwość pomocy ze strony rodziny",
            "Możliwość pomocy ze strony jednostek pomocy społecznej gminy i powiatu",
            "Stan zaopatrzenia w sprzęt ortopedyczny i pomocniczy oraz potrzeby",
            "Która z osób jest ubezwłasnowolniona → częściowo / całkowicie",
            "Dane opiekuna prawnego",
            "oczekuje na orzeczenie",
            "Osoby uzależnione od alkoholu lub narkotyków → Rodzaj i stopień uzależnienia",
            "Osoby uzależnione od alkoholu lub narkotyków → Czy podjęto leczenie odwykowe",
            "Osoby uzależnione od alkoholu lub narkotyków → UWAGI",
        ],
    ),
    (
        "Sytuacja materialna / bytowa",
        &[
            "zadłużenie → rodzaj",
            "zadłużenie → kwota",
            "Nieruchomości",
            "Ruchomości",
            "Posiadane zasoby",
        ],
    ),
    (
        "C",
        &[
            "czy przemoc domowa może dotyczyć małoletniego",
            "zachowanie małoletniego podczas sprawdzania stanu jego bezpieczeństwa",
        ],
    ),
    (
        "H",
        &[
            "potrzeby i oczekiwania zgłoszone w trakcie wywiadu",
            "Data zgłoszenia",
            "Data przeprowadzenia wywiadu",
            "Imię i nazwisko pracownika socjalnego przeprowadzającego wywiad",
            "wywiad w asyście funkcjonariusza Policji",
            "drugi pracownik socjalny",
            "sytuacje zagrażające bezpieczeństwu pracownika",
            "adnotacja § 6",
            "Informacja o zgłaszającym problem → z urzędu",
            "Informacja o zgłaszającym problem → imię, nazwisko",
            "Informacja o zgłaszającym problem → stopień pokrewieństwa",
            "Oświadczam, że podane wyżej informacje są zgodne z prawdą → data",
        ],
    ),
    (
        "I",
        &["diagnoza sytuacji osoby i rodziny, w tym wnioski pracownika socjalnego"],
    ),
    (
        "J",
        &[
            "Łączny dochód w rodzinie (zgodnie z art. 8)",
            "Dochód na osobę w rodzinie",
            "Kryterium dochodowe dla danej osoby/rodziny (art. 8 ust. 1 lub 2)",
            "Formy i zakres proponowanej pomocy → Świadczenia pieniężne → Rodzaj i zakres",
            "Formy i zakres proponowanej pomocy → Świadczenia niepieniężne → Źródło finansowania",
            "Formy i zakres proponowanej pomocy → Świadczenia niepieniężne w formie usług opiekuńczych",
            "Formy i zakres proponowanej pomocy → Praca socjalna",
            "Miejscowość",
            "Data",
            "PLAN POMOCY ZATWIERDZONY PRZEZ KIEROWNIKA JEDNOSTKI ORGANIZACYJNEJ POMOCY SPOŁECZNEJ",
        ],
    ),
];

pub const HELP: [&str; 4] = [
    "Formy i zakres proponowanej pomocy → Świadczenia pieniężne → rodzaj",
    "Formy i zakres proponowanej pomocy → Świadczenia niepieniężne → Rodzaj i zakres",
    "Formy i zakres proponowanej pomocy → Świadczenia niepieniężne w formie usług opiekuńczych → Źródło finansowania",
    "Formy i zakres proponowanej pomocy → Praca socjalna → rodzaj",
];

pub type Blocks = &'static [(&'static str, &'static [&'static str])];

pub const OTHERS: [(&str, Blocks); 13] = [
    (
        "part-ii",
        &[
            (
                "Dochód i kryterium",
                &[
                    "Łączny dochód w rodzinie",
                    "Dochód na osobę",
                    "Kryterium dochodowe",
                ],
            ),
            (
                "Obciążenia finansowe rodziny",
                &[
                    "Obciążenia finansowe rodziny → stałe",
                    "Obciążenia finansowe rodziny → okresowe",
                    "Obciążenia finansowe rodziny → jednorazowe",
                ],
            ),
            (
                "Dane osoby lub rodziny ubiegającej się o przyznanie świadczenia",
                &["imię", "nazwisko", "adres"],
            ),
            (
                "persons",
                &[
                    "Data urodzenia",
                    "Stan cywilny",
                    "Stopień pokrewieństwa",
                    "Miejsce pracy lub nauki (szkoła, przedszkole)",
                    "Źródło dochodu (utrzymania) → Rodzaj",
                ],
            ),
            (
                "Pomoc",
                &[
                    "dotychczas udzielana pomoc",
                    "stosunek do osoby/rodziny ubiegającej się",
                    "ustalona forma i wielkość pomocy",
                ],
            ),
            (
                "III",
                &[
                    "miejscowość",
                    "Oświadczam, że podane wyżej informacje są zgodne z prawdą → data",
                ],
            ),
            (
                "IV",
                &[
                    "Wskazane inne osoby z art. 103 → imię i nazwisko",
                    "Wskazane inne osoby z art. 103 → adres",
                    "Wskazane inne osoby z art. 103 → telefon",
                ],
            ),
            (
                "Wnioski pracownika socjalnego",
                &["Wnioski pracownika socjalnego"],
            ),
        ],
    ),
    (
        "part-iii",
        &[
            (
                "Dane osoby, na rzecz której świadczona jest pomoc",
                &["imię", "nazwisko", "adres"],
            ),
            (
                "Dotychczasowe formy i wielkość pomocy",
                &["dotychczasowe formy i wielkość pomocy"],
            ),
            (
                "Aktualna wysokość dochodu",
                &["Aktualna wysokość dochodu na osobę w rodzinie"],
            ),
            (
                "Opis okoliczności uzasadniających zmianę",
                &["Opis okoliczności uzasadniających zmianę"],
            ),
            (
                "III",
                &["Oświadczam, że podane wyżej informacje są zgodne z prawdą → data"],
            ),
            (
                "Wnioski pracownika socjalnego",
                &["Wnioski pracownika socjalnego"],
            ),
        ],
    ),
    (
        "part-iv",
        &[
            ("identity", &["telefon najbliższej rodziny"]),
            (
                "Dotychczas otrzymywane świadczenia – na podstawie ostatniej decyzji",
                &["Dotychczas otrzymywane świadczenia – na podstawie ostatniej decyzji"],
            ),
            (
                "II",
                &[
                    "Aktualna łączna wysokość dochodu",
                    "Aktualna wysokość dochodu na osobę",
                ],
            ),
            (
                "Aktualizacja sytuacji",
                &[
                    "rodzinnej",
                    "mieszkaniowej",
                    "zawodowej",
                    "zdrowotnej",
                    "pozostałej",
                ],
            ),
            (
                "III",
                &[
                    "czy przemoc domowa może dotyczyć małoletniego",
                    "zachowanie małoletniego podczas sprawdzania stanu jego bezpieczeństwa",
                ],
            ),
            ("Potrzeby i oczekiwania", &["Potrzeby i oczekiwania"]),
            (
                "Ocena (diagnoza) i wnioski",
                &["Ocena (diagnoza) i wnioski"],
            ),
            ("Plan pomocy", &["Plan pomocy"]),
            ("Plan pomocy", &HELP),
            (
                "VII",
                &[
                    "PLAN POMOCY ZATWIERDZONY PRZEZ KIEROWNIKA JEDNOSTKI ORGANIZACYJNEJ POMOCY SPOŁECZNEJ",
                ],
            ),
        ],
    ),
    (
        "part-v",
        &[
            ("Sytuacja rodzinna", &["Sytuacja rodzinna"]),
            (
                "II",
                &[
                    "Z jakiego rodzaju opieki korzystała → rodzaj opieki",
                    "Z jakiego rodzaju opieki korzystała → okres przebywania: od",
                    "Z jakiego rodzaju opieki korzystała → okres przebywania: do",
                    "Łączny czas pobytu",
                    "Ostatnie miejsce pobytu przed usamodzielnieniem",
                    "Czy się uczy",
                    "Typ szkoły",
                    "Klasa/rok studiów",
                    "Semestr",
                ],
            ),
            (
                "III",
                &[
                    "Łączny dochód w rodzinie",
                    "Dochód na osobę",
                    "Kryterium dochodowe",
                ],
            ),
            (
                "Wnioski",
                &[
                    "wysokość pomocy na usamodzielnienie",
                    "wysokość pomocy na kontynuowanie nauki",
                ],
            ),
            (
                "Informacja o decyzji",
                &[
                    "Informacja o decyzji",
                    "załącznik: kopia programu usamodzielnienia",
                ],
            ),
        ],
    ),
    (
        "part-vi",
        &[
            (
                "I",
                &[
                    "obywatelstwo",
                    "narodowość",
                    "nr dokumentu podróży",
                    "nr karty pobytu",
                    "nr decyzji o statusie",
                    "data decyzji o statusie",
                    "adres zameldowania na pobyt stały → miejscowość",
                    "czas pobytu w RP",
                    "sam / z rodziną",
                    "kontakt z rodziną",
                    "źródła i formy pomocy",
                ],
            ),
            ("persons", &["Stopień pokrewieństwa"]),
            (
                "II",
                &[
                    "cudzoziemiec",
                    "współmałżonek",
                    "dzieci",
                    "potrzeba kursu",
                    "potrzeba kursu → liczba dzieci",
                ],
            ),
            (
                "III",
                &[
                    "znajomi",
                    "kłopoty",
                    "grupa wsparcia",
                    "znajomość instytucji",
                    "obowiązek szkolny dzieci",
                    "trudności",
                    "zainteresowania",
                ],
            ),
            (
                "Sytuacja mieszkaniowa",
                &["Mieszkanie", "Stan utrzymania mieszkania"],
            ),
            (
                "IV",
                &[
                    "Stałe, miesięczne wydatki osoby/rodziny łącznie → czynsz",
                    "potrzeba mieszkania od gminy",
                ],
            ),
            ("V", &["Rodzaje schorzeń"]),
            (
                "VI",
                &["Kwalifikacje, umiejętności oraz doświadczenie zawodowe"],
            ),
            ("VII", &["Łączny dochód w rodzinie", "Dochód na osobę"]),
            ("VIII", &["potrzeby"]),
            ("IX", &["wnioski"]),
            (
                "X",
                &[
                    "świadczenie na utrzymanie – wysokość",
                    "na naukę języka",
                    "składka zdrowotna → za kogo",
                    "składka zdrowotna → od",
                    "składka zdrowotna → do",
                    "poradnictwo",
                    "praca socjalna",
                ],
            ),
            ("XI", &["PLAN POMOCY ZATWIERDZONY PRZEZ KIEROWNIKA PCPR"]),
        ],
    ),
    (
        "part-vii",
        &[
            ("identity", &["telefon najbliższej rodziny"]),
            (
                "II",
                &[
                    "Dotychczas otrzymywane świadczenia",
                    "Aktualna wysokość dochodu na osobę",
                    "liczba osób w rodzinie",
                ],
            ),
            (
                "Aktualna sytuacja",
                &[
                    "rodzinna",
                    "mieszkaniowa",
                    "zawodowa",
                    "zdrowotna",
                    "majątkowa",
                ],
            ),
            ("IV", &["Straty poniesione w wyniku…"]),
            ("Potrzeby i oczekiwania", &["Potrzeby i oczekiwania"]),
            ("Plan pomocy", &HELP),
            (
                "VII",
                &[
                    "DECYZJA KIEROWNIKA OŚRODKA POMOCY SPOŁECZNEJ",
                    "DECYZJA KIEROWNIKA OŚRODKA POMOCY SPOŁECZNEJ → data",
                ],
            ),
        ],
    ),
    (
        "part-viii",
        &[
            (
                "Dane osoby wymagającej opieki",
                &["osoba wymagająca opieki → imię"],
            ),
            (
                "Zakres i czas sprawowanej opieki",
                &[
                    "zakres opieki (czynności)",
                    "czas opieki → liczba godzin dziennie",
                ],
            ),
            ("Zatrudnienie opiekuna", &["czy opiekun pracuje zarobkowo"]),
            ("Opis ustaleń", &["opis ustaleń"]),
            (
                "Wnioski pracownika socjalnego",
                &["Wnioski pracownika socjalnego"],
            ),
        ],
    ),
    (
        "part-ix",
        &[
            (
                "Dane osoby wymagającej opieki",
                &["osoba wymagająca opieki → nazwisko"],
            ),
            (
                "III",
                &[
                    "Dane dzieci → imię",
                    "czy świadczenie wydaje się zgodnie z celem",
                    "czy świadczenie jest marnotrawione",
                ],
            ),
            ("Opis ustaleń", &["opis ustaleń"]),
            (
                "Wnioski pracownika socjalnego",
                &["Wnioski pracownika socjalnego"],
            ),
        ],
    ),
    (
        "asset-statement",
        &[
            (
                "identity",
                &[
                    "miejscowość",
                    "dnia",
                    "Imię",
                    "Nazwisko",
                    "urodzona/y",
                    "stan majątkowy mojej rodziny/mój",
                ],
            ),
            (
                "Nieruchomości",
                &[
                    "lokal mieszkalny → wielkość (m²)",
                    "lokal mieszkalny → charakter własności",
                    "dom → wielkość (m²)",
                    "place, działki → powierzchnia (m²)",
                    "gospodarstwo rolne → rodzaj",
                    "gospodarstwo rolne → liczba hektarów",
                    "gospodarstwo rolne → w tym przeliczeniowych",
                    "nie posiadam",
                ],
            ),
            (
                "Ruchomości",
                &[
                    "samochody → typ",
                    "samochody → rocznik",
                    "samochody → wartość szacunkowa",
                    "maszyny → rodzaj",
                    "maszyny → wartość",
                    "inne → rodzaj",
                    "inne → wartość",
                    "nie posiadam",
                ],
            ),
            (
                "Posiadane zasoby",
                &[
                    "pieniężne → oszczędności, papiery wartościowe",
                    "pieniężne → wartość nominalna",
                    "przedmioty wartościowe → wartość szacunkowa",
                    "nie posiadam",
                ],
            ),
            (
                "Inne, dodatkowe informacje o stanie majątkowym",
                &["informacje → opis", "nie posiadam"],
            ),
        ],
    ),
    (
        "social-contract-a",
        &[
            (
                "Strony",
                &[
                    "nazwisko",
                    "imię",
                    "Adres → miejscowość",
                    "nr PESEL",
                    "druga osoba → nazwisko",
                ],
            ),
            (
                "Strony",
                &[
                    "pracownik socjalny → nazwisko",
                    "pracownik socjalny → imię",
                    "pracownik socjalny → telefon",
                ],
            ),
            (
                "I\u{a0}A",
                &[
                    "Przyczyny trudnej sytuacji życiowej",
                    "Możliwości osoby/rodziny",
                    "Ograniczenia osoby/rodziny lub bariery w środowisku",
                ],
            ),
            (
                "Cele",
                &[
                    "cel główny",
                    "cele szczegółowe i przewidywane efekty → cel szczegółowy",
                ],
            ),
            (
                "I\u{a0}A",
                &[
                    "Działania → Pani/Pan — działanie",
                    "Działania → Pani/Pan — w terminie",
                    "Działania → Pracownik socjalny — działanie",
                    "Działania → Pracownik socjalny — w terminie",
                    "prawo do rozstrzygnięcia przez kierownika",
                    "data oceny realizacji",
                    "ustalenia o przekazywaniu świadczeń",
                    "zapoznanie z art. 11 ust. 2 i art. 109",
                ],
            ),
            (
                "II\u{a0}A",
                &[
                    "ocena osoby/rodziny",
                    "kontrakt",
                    "data następnej oceny",
                    "Nowe działania → Pani/Pan — działanie",
                ],
            ),
        ],
    ),
    (
        "social-contract-b",
        &[
            (
                "I\u{a0}B",
                &[
                    "od kiedy bezrobotny",
                    "podejmowane działania",
                    "przyczyny niepowodzenia",
                    "data oceny realizacji",
                ],
            ),
            ("II\u{a0}B", &["kontrakt", "data następnej oceny"]),
        ],
    ),
    // No act sets a form: the least that art. 15 wants of the plan, and of the evaluation.
    (
        "family-plan",
        &[(
            "IV",
            &[
                "Działania → działanie",
                "Działania → termin od",
                "Działania → termin do",
                "Działania → przewidywany efekt",
            ],
        )],
    ),
    (
        "family-evaluation",
        &[("I", &["data oceny"]), ("V", &["komu przekazano", "kiedy"])],
    ),
];
