### Every text of the screen, by screen. A text says what happened, whether the work is safe, and what can be done.

## Shell: header, practice, lock, help

app-name = Teren
app-loading = Otwieram Teren…
nav-label = Ekrany
nav-cases = Dzisiaj
nav-families = Moje rodziny
nav-register = Zgłoszenie
nav-alike = Podobne teczki
nav-inbox = Skrzynka zespołu
nav-board = Koordynator
nav-organisation = Organizacja
nav-merge = Scalanie
nav-held = Odłożone
nav-log = Dziennik dostępu
nav-sync = Wymiana
nav-verify = Sprawdź sygnaturę
nav-settings = Ustawienia
nav-help = Pomoc (F1)
nav-lock = Zablokuj
nav-skip = Przejdź do treści
practice-banner = TRYB ĆWICZEŃ
practice-note = Rodziny są zmyślone. Nic stąd nie trafia do ośrodka.
shell-unsent = { $count ->
    [one] { $count } zmiana czeka na wysłanie
    [few] { $count } zmiany czekają na wysłanie
   *[many] { $count } zmian czeka na wysłanie
  }
shell-all-sent = Nic nie czeka na wysłanie
shell-exchanging = Trwa wymiana
shell-person = Pracuje: { $person }, { $centre }

help-title = Klawiatura
help-intro = Cały wywiad można wypełnić bez myszy.
help-close = Zamknij
help-f1 = ta pomoc
help-alt-digit = przejście do ekranu z górnego paska
help-ctrl-l = zablokowanie ekranu
help-tab = następne pole; Shift + Tab — poprzednie
help-ctrl-arrows = następna lub poprzednia część wywiadu
help-ctrl-end = podsumowanie wywiadu
help-ctrl-enter = zarejestrowanie zgłoszenia
help-alt-n = nowy wiersz lub nowa osoba w bieżącej tabeli
help-alt-b = następna uwaga
help-p = w dokumencie: pytanie przy odpowiedzi, zwrot do poprawy
help-arrows = wybór odpowiedzi w grupie; Delete — cofnięcie wyboru
help-escape = zamknięcie okna lub listy

key-f1 = F1 lub ?
key-alt-digit = Alt + 1…9
key-ctrl-l = Ctrl + L
key-tab = Tab
key-ctrl-arrows = Ctrl + ↓ / Ctrl + ↑
key-ctrl-end = Ctrl + End
key-ctrl-enter = Ctrl + Enter
key-alt-n = Alt + N
key-alt-b = Alt + B
key-p = P
key-arrows = ↑ ↓
key-escape = Esc

common-cancel = Anuluj
common-close = Zamknij
common-typed-kept = Wpisany tekst nie jest zapisany. Drugie Esc zamknie okno i go usunie.
common-retry = Spróbuj ponownie
common-loading = Wczytuję…
common-yes = tak
common-no = nie
common-choose = Wybierz
common-no-match = Nic nie pasuje. Zmień wpisany tekst.
common-optional = nieobowiązkowe
common-last-name-missing = Wpisz nazwisko: bez niego sprawy nie da się odnaleźć.

## Unlock

unlock-title = Kto pracuje na tym laptopie?
unlock-first-title = Pierwsze uruchomienie
unlock-profile-empty = Na tym laptopie nikt jeszcze nie pracuje. Masz kod rejestracji z ośrodka? Zarejestruj laptop. Nie masz? Poćwicz na zmyślonych rodzinach.
unlock-choose-other = Inna osoba
unlock-greeting = { $person }
unlock-locked = Ekran zablokowany. Praca jest zapisana na tym laptopie.
unlock-closed = Podaj hasło, żeby otworzyć swoje sprawy.
unlock-passphrase = Hasło
unlock-passphrase-hint = To hasło zna tylko Ty. Ośrodek go nie zna i nie może go odtworzyć.
unlock-show = Pokaż hasło
unlock-show-both = Pokaż oba hasła
unlock-open = Otwórz
unlock-opening = Otwieram profil…
unlock-wait = { $seconds ->
    [one] Następna próba za { $seconds } sekundę.
    [few] Następna próba za { $seconds } sekundy.
   *[many] Następna próba za { $seconds } sekund.
  }
unlock-practice-tag = ćwiczenia
unlock-enrol = Zarejestruj ten laptop kodem
unlock-practice = Otwórz tryb ćwiczeń
unlock-other-ways = Pierwszy raz na tym laptopie?

recover-forgotten = Nie pamiętam hasła
recover-title = Nowe hasło z pomocą ośrodka
recover-ask-title = 1. Zapisz prośbę i zanieś ją kierownikowi
recover-ask-intro = Prośba jest plikiem, który niczego nie otwiera. Kierownik odpowie na nią kluczem odzyskiwania ośrodka, a ośrodek zapisze to w dzienniku dostępu.
recover-ask = Zapisz prośbę do pliku
recover-asked = Prośba jest w pliku { $path }. Zapisanie nowej prośby unieważnia poprzednią.
recover-take-title = 2. Wczytaj odpowiedź i ustal nowe hasło
recover-take-intro = Razem z plikiem odpowiedzi kierownik poda ci ustnie kod jednorazowy. Nic z tego, co jest na laptopie, nie ginie.
recover-code = Kod jednorazowy od kierownika
recover-code-hint = Zaczyna się od KD1. Odstępy i wielkość liter nie mają znaczenia.
recover-passphrase = Nowe hasło
recover-take = Wybierz plik odpowiedzi i otwórz
recover-back = Wróć
enrol-title = Rejestracja kodem
enrol-intro = Kod dostaniesz od administratora ośrodka. Wklej go w całości. Przy rejestracji laptop musi mieć połączenie z ośrodkiem; potem pracuje bez sieci.
enrol-code = Kod rejestracji
enrol-passphrase = Nowe hasło
enrol-passphrase-hint = Najlepiej cztery lub pięć zwykłych słów. Bez hasła nikt nie otworzy danych na tym laptopie.
enrol-again = Powtórz hasło
enrol-again-differs = Hasła się różnią. Wpisz je jeszcze raz.
enrol-submit = Zarejestruj
enrol-working = Rejestruję w ośrodku…
enrol-back = Wróć

practice-title = Tryb ćwiczeń
practice-intro = Osobna baza ze zmyślonymi rodzinami. Ćwiczenia nie łączą się z ośrodkiem i nie mieszają się z prawdziwymi sprawami.
practice-start = Zacznij ćwiczenia
practice-starting = Przygotowuję zmyślone rodziny…

## Cases

cases-next = Następna wizyta
cases-next-none = Nie masz teraz wizyt do odbycia.
cases-next-none-help = Nowe wizyty przyjdą z ośrodka przy wymianie. Wizytę u rodziny, której nikt nie zgłosił, możesz otworzyć tutaj.
cases-visits = Pozostałe wizyty
cases-count = { $count ->
    [one] { $count } wizyta
    [few] { $count } wizyty
   *[many] { $count } wizyt
  }
cases-start = Zacznij wywiad
cases-continue = Otwórz wywiad
cases-other = Inny cel
cases-new = Nowy wywiad w tej sprawie
purpose-title = Po co jest ten wywiad?
purpose-intro = { $name }. Część kwestionariusza wynika z celu.
purpose-suggested = najczęściej
purpose-in-work = w toku
purpose-nobody-yet = osoba jeszcze niewpisana
purpose-next-person = Rozpocznij u kolejnej osoby
purpose-of-file = z teczki { $number }
purpose-continues = Od którego wywiadu zacząć?
purpose-continues-last = zatwierdzony ostatnio
purpose-continued = { $form }, zatwierdzono { $date }
cases-attempt = Wizyta się nie odbyła
cases-unregistered = Otwórz wizytę bez zgłoszenia
cases-unregistered-tag = bez zgłoszenia
cases-term = Termin: { $date }
cases-days-left = { $count ->
    [one] został { $count } dzień roboczy
    [few] zostały { $count } dni robocze
   *[many] zostało { $count } dni roboczych
  }
cases-days-today = termin jest dziś
cases-days-late = { $count ->
    [one] { $count } dzień roboczy po terminie
    [few] { $count } dni robocze po terminie
   *[many] { $count } dni roboczych po terminie
  }
cases-urgent = pilne
cases-why-term = Skąd ten termin?
cases-phone = tel. { $phone }
cases-no-phone = bez telefonu
cases-no-address = bez adresu
cases-conflicts = { $count ->
    [one] { $count } odpowiedź do rozstrzygnięcia
    [few] { $count } odpowiedzi do rozstrzygnięcia
   *[many] { $count } odpowiedzi do rozstrzygnięcia
  }
cases-worker = prowadzi: { $worker }
cases-boxes = Moje wywiady
cases-not-started = Wywiad nie jest jeszcze zaczęty.
cases-not-adopted = Sprawa otwarta bez zgłoszenia. Ośrodek przyjmie ją przy wymianie.
cases-order = Kolejność
cases-order-saved = ostatnio zapisane
cases-order-soonest = najbliższy termin
cases-box-draft = Szkice
cases-box-ready = Gotowe do wysłania
cases-box-sent = Wysłane
cases-box-returned = Zwrócone do poprawy
cases-box-draft-empty = Tu zobaczysz wywiady zaczęte i niezatwierdzone. Zacznij od następnej wizyty.
cases-box-ready-empty = Tu zobaczysz wywiady zatwierdzone, które czekają na wymianę z ośrodkiem.
cases-box-sent-empty = Tu zobaczysz wywiady, które ośrodek przyjął, z numerem przyjęcia.
cases-box-returned-empty = Tu zobaczysz wywiady zwrócone przez ośrodek do poprawy.
cases-private = widzisz tylko Ty
cases-shared = udostępniony ośrodkowi
cases-attempts = { $count ->
    [one] { $count } nieudana wizyta
    [few] { $count } nieudane wizyty
   *[many] { $count } nieudanych wizyt
  }
cases-search = Szukaj w swoich sprawach
cases-search-hint = Nazwisko, ulica lub telefon
cases-search-none = Nie ma takiej sprawy na tym laptopie. Sprawdź pisownię.
cases-search-results = Znalezione

attempt-title = Wizyta się nie odbyła
attempt-intro = { $name }. Zapis zostaje w sprawie; wizyta dalej czeka na liście.
attempt-kind = Co się stało?
attempt-nobody_home = Nikogo nie zastano
attempt-refused = Odmowa przeprowadzenia wywiadu (art. 107 ust. 4a)
attempt-moved = Rodzina się wyprowadziła
attempt-died = Osoba nie żyje
attempt-note = Uwagi
attempt-save = Zapisz próbę
attempt-saved = Zapisano próbę wizyty na tym laptopie.
attempt-line = { $kind }, { $when }

unregistered-title = Wizyta bez zgłoszenia
unregistered-intro = Działa bez sieci. Ośrodek przyjmie tę sprawę przy najbliższej wymianie.
unregistered-first-name = Imię
unregistered-last-name = Nazwisko
unregistered-address = Adres
unregistered-phone = Telefon
unregistered-reason = Powód wizyty
unregistered-open = Otwórz sprawę

## Status: the two facts

status-saved = Zapisano na tym laptopie { $when }
status-not-saved = Jeszcze nic nie zapisano
status-accepted = Przyjęto w ośrodku { $when }, nr { $number }
status-not-accepted = Ośrodek jeszcze tego nie ma
status-seal-differs = Ośrodek nie przyjął tego zatwierdzenia: treść, którą dostał, nie zgadza się ze skrótem. Nic nie przepadło. Powiadom ośrodek.
status-seal-second = Ten dokument zatwierdzono dwa razy. Ośrodek zachował oba zatwierdzenia i wskaże ważne.
status-private = Szkic jest tylko na tym laptopie
status-private-deposited = Ośrodek przechowuje zaszyfrowaną kopię szkicu
status-unsent = { $count ->
    [one] { $count } zmiana do wysłania
    [few] { $count } zmiany do wysłania
   *[many] { $count } zmian do wysłania
  }

## Interview

interview-rail = Części formularza
interview-rail-open = Pokaż części
interview-rail-close = Ukryj części
interview-back = Wróć do listy
interview-back-plan = Wróć do planu pracy z rodziną
interview-summary = Podsumowanie
interview-section = Część { $letter }
interview-mandatory = obowiązkowa
interview-facultative = fakultatywna
interview-next = Następna: { $title }
interview-previous = Poprzednia: { $title }
interview-to-summary = Przejdź do podsumowania
interview-saving-trouble = Nie udało się zapisać. Tekst zostaje na ekranie, a zapis jest ponawiany. Nie zamykaj programu.
interview-read-only = Tylko do czytania.
interview-sealed = Zatwierdzono { $when }. Treści nie można już zmienić.
interview-withheld = Część poza Twoim upoważnieniem: { $names }.
interview-progress = { $answered } z { $asked }

section-state-unopened = nie otwarta
section-state-in_progress = w toku
section-state-complete = kompletna
section-state-errors = błędy
section-state-skipped = pominięta
section-state-errors-count = { $count ->
    [one] { $count } błąd
    [few] { $count } błędy
   *[many] { $count } błędów
  }
section-warnings-count = { $count ->
    [one] { $count } uwaga
    [few] { $count } uwagi
   *[many] { $count } uwag
  }

skip-legend = Czy wypełniasz tę część?
skip-fill = Wypełniam
skip-not-applicable = Nie dotyczy
skip-not-filled = Nie wypełniam
skip-reason = Powód
skip-reason-hint = Jedno zdanie, które zrozumie osoba czytająca dokument w ośrodku.
skip-kept = Wpisane wcześniej odpowiedzi zostają zapisane, ale nie wejdą do tej części, dopóki jest pominięta.

member-number = Osoba { $number }
member-unnamed = Osoba bez imienia i nazwiska
member-remove = Usuń osobę
interview-removed-member = Usunięto: { $name }.
interview-removed-row = Usunięto wiersz.
interview-undo = Cofnij
member-empty = Nikogo tu jeszcze nie ma.

row-number = Wiersz { $number }
row-new = nowy wiersz
row-remove = Usuń wiersz { $number }
row-add = Dodaj wiersz
row-empty = Nie ma jeszcze wpisów.
row-done = Zwiń

field-zloty = zł
field-required = wymagane
field-computed = wyliczone
field-computed-nothing = Wyliczy się z odpowiedzi.
field-own-value = Wpisano własną wartość. Wyliczone: { $text }.
field-use-computed = Przywróć wyliczone
field-left = { $count ->
    [one] Został { $count } znak.
    [few] Zostały { $count } znaki.
   *[many] Zostało { $count } znaków.
  }
field-date-hint = np. 5.3.2026
field-month-hint = np. 3.2026
field-severity-error = Błąd:
field-severity-warning = Uwaga:
field-severity-note = Informacja:

conflict-title = Dwie różne odpowiedzi. Wybierz właściwą.
conflict-value = { $author }, { $when }
conflict-choose = Wybieram tę
conflict-empty = (puste)
conflict-to-desk = Porównaj i rozstrzygnij z powodem
conflict-reopened = { $author } cofnął(-ęła) rozstrzygnięcie: { $reason }

summary-title = Podsumowanie
summary-errors = Do uzupełnienia przed zatwierdzeniem
summary-warnings = Uwagi do sprawdzenia
summary-notes = Informacje
summary-none = Nic tu nie czeka. Można zatwierdzić.
summary-may = Można zatwierdzić. Uwagi niżej tego nie wstrzymują, ale warto je przejrzeć.
summary-conflicts = Odpowiedzi do rozstrzygnięcia
summary-approve = Zatwierdź…
summary-not-complete = Zatwierdzić można dopiero po uzupełnieniu braków. Niedokończona praca spokojnie może poczekać: jest zapisana na tym laptopie.
summary-pass-title = Potrzebne usługi albo inna osoba
summary-pass = Gdy podczas diagnozy okazuje się, że potrzebne są usługi, sprawę przejmuje zespół usług i prowadzi własny wywiad. Ten wywiad zostaje u Ciebie.
summary-pass-open = Przekaż sprawę…
summary-share-title = Co widzi ośrodek?
summary-private = Ten szkic widzisz tylko Ty. Ośrodek dostanie go, gdy go udostępnisz albo zatwierdzisz. Do tego czasu przy każdej wymianie przyjmuje tylko zaszyfrowaną kopię, na wypadek utraty laptopa: bez klucza odzyskiwania, który ma kierownik, nikt jej tam nie odczyta.
summary-shared = Ten szkic jest udostępniony: każda wymiana wysyła do ośrodka Twoje zapisane zmiany.
summary-share = Udostępnij szkic…

share-title = Udostępnić szkic ośrodkowi?
share-leaves = Przy najbliższej wymianie opuszczą laptop, zaszyfrowane:
share-leaves-answers = wszystkie odpowiedzi tego wywiadu, z historią zmian,
share-leaves-attempts = zapis wizyt, także nieudanych.
share-stays = Na laptopie zostaje:
share-stays-passphrase = Twoje hasło i klucz,
share-stays-others = inne szkice, których nie udostępniono.
share-who = W ośrodku zobaczą go tylko osoby upoważnione do tej sprawy, każda w swoim zakresie. Udostępnienia nie można cofnąć.
share-yes = Udostępnij
share-done = Szkic zostanie wysłany przy najbliższej wymianie.

approve-title = { $paper ->
    [family] Zatwierdzenie dokumentu
   *[interview] Zatwierdzenie wywiadu
  }
approve-intro = { $paper ->
    [family] Po zatwierdzeniu treści nie można zmienić. Powstanie sygnatura, która wiąże z tą treścią wydruk do podpisu.
   *[interview] Po zatwierdzeniu treści nie można zmienić. Powstanie sygnatura do przepisania na papierowe oświadczenie (zał. nr 2).
  }
approve-routes = Dokąd trafi po wymianie
approve-routes-none = Ośrodek rozdzieli sprawę po przyjęciu.
approve-leaves = { $paper ->
    [family] Przy najbliższej wymianie zatwierdzony dokument trafi do ośrodka, zaszyfrowany.
   *[interview] Przy najbliższej wymianie cały zatwierdzony wywiad opuści laptop i trafi do ośrodka, zaszyfrowany.
  }
approve-conflicts = { $count ->
    [one] Najpierw rozstrzygnij { $count } sporną odpowiedź.
    [few] Najpierw rozstrzygnij { $count } sporne odpowiedzi.
   *[many] Najpierw rozstrzygnij { $count } spornych odpowiedzi.
  }
approve-incomplete = Są jeszcze braki. Wymienia je podsumowanie.
approve-checking = Sprawdzam…
approve-yes = Zatwierdź
approve-working = Zatwierdzam…
approve-not-signature = Zatwierdzenie to zabezpieczenie treści, nie podpis elektroniczny.

seal-title = Zatwierdzono
seal-sygnatura = Sygnatura
seal-copy-down = { $paper ->
    [family] Ta sygnatura stoi na wydruku do podpisu i wiąże go z tą treścią.
   *[interview] Przepisz na oświadczenie (zał. nr 2), cztery grupy po pięć znaków.
  }
seal-letters = Nie ma tu liter I, L, O ani U: kreska to jedynka, a kółko to zero.
seal-by = Zatwierdził(a): { $by }, { $when }
seal-sha256 = Skrót SHA-256
seal-read = Czytaj jako dokument

## Document

document-approved = Zatwierdzono { $when }, { $by }
document-receipt = Przyjęto w ośrodku { $when }, nr { $number }
document-no-receipt = Ośrodek jeszcze nie potwierdził przyjęcia.
document-routes = Dokąd i dlaczego
document-withheld = Część poza Twoim upoważnieniem: { $names }
document-back = Wróć
document-contents = Części dokumentu
document-empty = Nie wypełniono.

## Update: an interview that starts from the last one

carried-current = nadal aktualne
carried-changed = zmienione
carried-to_ask = do zapytania
carried-before = Poprzednio: { $before }
carried-nothing-before = Poprzednio bez odpowiedzi
carried-confirm = Nadal aktualne
carried-ask = Zapytać jednak
carried-to-ask-count = Do zapytania: { $count }
carried-counts = Nadal aktualne: { $current }, zmienione: { $changed }
carried-confirm-section = { $count ->
    [one] Nadal aktualna: { $count } odpowiedź
    [few] Nadal aktualne wszystkie: { $count } odpowiedzi
   *[many] Nadal aktualne wszystkie: { $count } odpowiedzi
  }
carried-confirm-person = { $count ->
    [one] Nadal aktualna u tej osoby: { $count } odpowiedź
    [few] Nadal aktualne u tej osoby: { $count } odpowiedzi
   *[many] Nadal aktualne u tej osoby: { $count } odpowiedzi
  }
changes-title = Zmiany od ostatniego wywiadu
changes-from = W porównaniu z wywiadem zatwierdzonym { $when }, { $by }
changes-none = Nic się nie zmieniło.
change-before = Było
change-after = Jest
change-empty = bez odpowiedzi
change-absent = brak

## What the law says: income, estimates, documents, terms

law-title = Dochód, kwoty i terminy
law-beside = Terminy i alerty
law-beside-note = Z tego formularza nie liczy się dochodu ani kwot.
law-no-alerts = Nie ma alertów.
law-estimate-only = Kwoty są szacunkowe i nie są decyzją. Pod każdą stoi, jak ją policzono i na podstawie którego artykułu.
law-withheld = Bez części poza Twoim upoważnieniem ({ $names }) nie da się nic policzyć.
law-result = Wynik
law-below = Dochód jest niższy od kryterium.
law-equal = Dochód równa się kryterium.
law-above = Dochód przekracza kryterium.
law-provisional = { $count ->
    [one] To nie jest jeszcze wynik: { $count } rzecz niżej czeka na uzupełnienie i nie jest policzona.
    [few] To nie jest jeszcze wynik: { $count } rzeczy niżej czekają na uzupełnienie i nie są policzone.
   *[many] To nie jest jeszcze wynik: { $count } rzeczy niżej czeka na uzupełnienie i nie jest policzonych.
  }
law-day = Na dzień
law-month = Miesiąc, którego dochód się liczy
law-persons = Osób w gospodarstwie
law-income = Dochód do świadczeń pieniężnych
law-per-person = Na osobę
law-income-staly = Dochód do zasiłku stałego
law-income-fee = Dochód do odpłatności za usługi
law-criterion = Kryterium dochodowe ({ $kind })
law-criterion-raised = Kryterium podwyższone przez radę gminy (zasiłek okresowy i celowy)
law-relative = Dochód krewnego przekracza kryterium
law-incomes = Dochody osób
law-nameless = Osoba bez nazwiska
law-other-household = oddzielne gospodarstwo ({ $number }), nie liczy się
law-no-income = Nie wpisano dochodu.
law-kind-missing = Nie wybrano rodzaju dochodu
law-row-counted = Liczy się.
law-row-fee-only = Liczy się tylko do odpłatności za usługi ({ $basis }).
law-row-left-out = Nie liczy się: { $why } ({ $basis }).
law-spread = Rozłożono na miesiące od { $from } do { $to }, po { $monthly }.
law-how = Jak to policzono
law-jump = Pokaż wiersz
law-steps = Jak to policzono
law-estimates = Możliwa pomoc pieniężna
law-no-estimates = Nie ma jeszcze z czego oszacować kwot.
law-estimate-label = kwota szacunkowa
law-not-due = nie przysługuje
law-from-to = od { $min } do { $max }
law-at-most = najwyżej { $max }
law-at-least = co najmniej { $min }
law-discretion = kwota uznaniowa
law-amount-unknown = kwota nieznana
law-because = Dlaczego? { $because }.
law-documents = Brakujące dokumenty ({ $count })
law-documents-none = Nic nie brakuje.
law-documents-note = Tak można o nie poprosić klienta:
law-document-point = pkt { $point }
law-noted = Przyjęte dokumenty ({ $count })
law-noted-none = Nie wpisano jeszcze przyjętych dokumentów. Wpisuje się je w bloku „Dokumenty”.
law-noted-no-form = nie zaznaczono formy
law-noted-number = nr { $number }
law-noted-date = z { $when }
law-noted-by = przyjęto: { $by }
law-noted-lacks = Do uzupełnienia: { $what }.

## Terms

terms-title = Terminy
terms-none = Żaden termin teraz nie biegnie.
terms-from = Liczy się od { $date }
terms-basis = Podstawa: { $basis }
terms-unconfirmed = początek biegu terminu do potwierdzenia z ustawą
terms-kept = W terminie.
terms-missed = Po terminie.
terms-ended = Zakończone terminy ({ $count })
due-withheld = Nie masz wglądu w dane, z których mogą wynikać terminy.
terms-withheld = Nie widać tu terminów, które wynikają z danych poza Twoim upoważnieniem: { $names }.
clock-interview = Przeprowadzenie wywiadu
clock-update = Następna aktualizacja
clock-ruling-delivery = Doręczenie orzeczenia
clock-ruling-limit = Oczekiwanie na orzeczenie
clock-contract = Ocena kontraktu socjalnego
clock-team = Termin zespołu
clock-family-evaluation = Okresowa ocena sytuacji rodziny
clock-family-plan = Koniec okresu planu pracy
clock-family-action = Działanie z planu
clock-family-monitoring = Koniec monitorowania rodziny
due-line = { $what }: { $date }
due-left = { $count ->
    [0] dziś
    [one] za { $count } dzień
    [few] za { $count } dni
   *[many] za { $count } dni
  }
due-late = { $count ->
    [one] { $count } dzień po terminie
    [few] { $count } dni po terminie
   *[many] { $count } dni po terminie
  }
agenda-title = Na dziś i najbliższe dni
agenda-none = Ani dziś, ani w ciągu 7 dni nie upływa żaden termin. Pojawią się tu terminy spraw, które prowadzisz.
agenda-none-whole = Ani dziś, ani w ciągu 7 dni nie upływa żaden termin w sprawach, które widać na tym stanowisku.
agenda-late = Po terminie
agenda-today = Dziś
agenda-soon = W ciągu 7 dni
agenda-later = W ciągu 30 dni
agenda-family-title = Terminy i przypomnienia
agenda-family-none = Nic nie jest po terminie i w najbliższych dniach nic nie wypada. Oceny, plany i końce monitorowania pojawią się tu 30 dni wcześniej, działania z planu 7 dni wcześniej.
agenda-month = Zestawienie za miesiąc: { $month }
agenda-assistants = Asystenci rodziny
agenda-assistant-late = { $count ->
    [0] nic po terminie
    [one] { $count } po terminie
    [few] { $count } po terminie
   *[many] { $count } po terminie
  }
agenda-assistant-near = { $count ->
    [0] nic w najbliższych dniach
    [one] { $count } termin wkrótce
    [few] { $count } terminy wkrótce
   *[many] { $count } terminów wkrótce
  }
agenda-more = Pokaż pozostałe ({ $count })
help-end = Pomoc się skończyła albo skończy
help-end-title = Kiedy pomoc się kończy
help-end-intro = Gdy pomoc kończy się przed terminem aktualizacji, program o nim nie przypomina; gdy po nim, aktualizacja jest potrzebna. Zapis można cofnąć; nowy wywiad z tą pomocą w planie liczy termin od nowa.
help-end-which = Która pomoc
help-end-day = Pierwszy dzień bez tej pomocy
help-end-day-hint = Może dopiero nadejść: przy decyzji do 31.12.2026 wpisz 1.01.2027.
help-end-day-wrong = Wpisz dzień nie wcześniejszy niż wywiad z { $since }, w którym tę pomoc zaplanowano. Dzień śmierci nie może dopiero nadejść.
help-end-reason = Dlaczego
help-end-saved = Zapisano, kiedy pomoc się kończy.
help-ended = Pomoc, której koniec zapisano
help-ended-line = Bez pomocy od { $date }: { $help } z wywiadu z { $since } ({ $reason }).
help-ending-line = Pomoc skończy się { $date }: { $help } z wywiadu z { $since } ({ $reason }).
help-end-take-back = Cofnij zapis
help-end-taken-back = Cofnięto zapis o końcu pomocy.
ruling-title = Orzeczenie, na które czeka ta osoba
ruling-intro = Wpisz, co wiadomo. Dzień, którego nie znasz, zostaw pusty; oba puste cofają zapis.
ruling-received = Osoba otrzymała orzeczenie dnia
ruling-delivered = Ośrodek otrzymał orzeczenie dnia
ruling-delivered-hint = Doręczenie kończy 60 dni z art. 106 ust. 7–11.
ruling-unread = Wpisz datę, na przykład 22.11.2026.
ruling-received-wrong = Wpisz dzień, który już był.
ruling-delivered-wrong = Wpisz dzień, który już był, nie wcześniejszy niż dzień otrzymania orzeczenia.
ruling-record = Zapisz odbiór lub doręczenie orzeczenia
ruling-change = Zmień zapis o orzeczeniu
ruling-save = Zapisz
ruling-saved = Zapisano dane o orzeczeniu.
ruling-was-received = Orzeczenie otrzymano { $date }
ruling-was-delivered = Ośrodek dostał je { $date }
ruling-by = Zapisał(a) { $by }, { $when }

## Exchange

sync-title = Wymiana z ośrodkiem
sync-practice = Ćwiczenia nie łączą się z ośrodkiem: nic stąd nie wychodzi i nic tu nie przychodzi. W prawdziwej pracy laptop wymieni dane sam, gdy ośrodek będzie w zasięgu.
sync-start = Wymień teraz
sync-running = Trwa wymiana. Możesz pracować dalej.
sync-idle = Laptop wymienia dane sam, gdy ośrodek jest w zasięgu.
sync-done = Wymiana zakończona. Ośrodek ma wszystko, co było do wysłania.
sync-unreachable = Ośrodek jest poza zasięgiem. To normalne w terenie: praca jest zapisana na tym laptopie i wyśle się później.
sync-failed = Wymiana się nie udała. Praca jest zapisana na tym laptopie.
sync-last = Ostatnia udana wymiana: { $when }
sync-never = Jeszcze nie było wymiany z ośrodkiem.
sync-progress = Postęp wymiany
sync-looking = Sprawdzam, co jest do wymiany.
sync-nothing = Nie było nic do wysłania ani do odebrania.
sync-sent = Wysłano { $sent } z { $total }
sync-received = { $count ->
    [one] { $count } zmiana odebrana
    [few] { $count } zmiany odebrane
   *[many] { $count } zmian odebranych
  }
sync-notice-late_edits = { $count ->
    [one] { $count } zmiana przyszła po zatwierdzeniu. Ośrodek zachował ją obok wywiadu.
    [few] { $count } zmiany przyszły po zatwierdzeniu. Ośrodek zachował je obok wywiadu.
   *[many] { $count } zmian przyszło po zatwierdzeniu. Ośrodek zachował je obok wywiadu.
  }
sync-notice-differing = { $count ->
    [one] { $count } część sprawy różni się od tej w ośrodku. Obie wersje są zachowane. Powiadom ośrodek.
    [few] { $count } części spraw różnią się od tych w ośrodku. Obie wersje są zachowane. Powiadom ośrodek.
   *[many] { $count } części spraw różni się od tych w ośrodku. Obie wersje są zachowane. Powiadom ośrodek.
  }
sync-notice-unreadable = { $count ->
    [one] { $count } zmiana pochodzi z nowszej wersji programu. Zaktualizuj program.
    [few] { $count } zmiany pochodzą z nowszej wersji programu. Zaktualizuj program.
   *[many] { $count } zmian pochodzi z nowszej wersji programu. Zaktualizuj program.
  }
sync-notice-started_over = Ośrodek odtworzono z kopii zapasowej. Laptop oddaje mu wszystko, co ma.
sync-notice-clock_off = { $count ->
    [one] Zegar tego laptopa różni się od zegara ośrodka o { $count } dzień. Popraw datę i godzinę.
   *[other] Zegar tego laptopa różni się od zegara ośrodka o { $count } dni. Popraw datę i godzinę.
  }
sync-notice-attachments_left = { $count ->
    [one] { $count } załącznik nie przeszedł do końca. Pójdzie dalej przy następnej wymianie.
    [few] { $count } załączniki nie przeszły do końca. Pójdą dalej przy następnej wymianie.
   *[many] { $count } załączników nie przeszło do końca. Pójdą dalej przy następnej wymianie.
  }
sync-notice-attachments_no_room = { $count ->
    [one] { $count } załącznik czeka w ośrodku, bo na dysku laptopa brakuje miejsca. Zwolnij je i wymień dane jeszcze raz.
    [few] { $count } załączniki czekają w ośrodku, bo na dysku laptopa brakuje miejsca. Zwolnij je i wymień dane jeszcze raz.
   *[many] { $count } załączników czeka w ośrodku, bo na dysku laptopa brakuje miejsca. Zwolnij je i wymień dane jeszcze raz.
  }
sync-notice-attachments_differing = { $count ->
    [one] { $count } załącznik dotarł uszkodzony i zostanie przesłany od nowa. Jeśli to się powtarza, powiadom ośrodek.
    [few] { $count } załączniki dotarły uszkodzone i zostaną przesłane od nowa. Jeśli to się powtarza, powiadom ośrodek.
   *[many] { $count } załączników dotarło uszkodzonych i zostanie przesłanych od nowa. Jeśli to się powtarza, powiadom ośrodek.
  }
lease-warned = { $days ->
    [one] Od jutra bez połączenia z ośrodkiem nie będzie można czytać spraw na tym laptopie.
   *[other] Za { $days } dni bez połączenia z ośrodkiem nie będzie można czytać spraw na tym laptopie.
  }
lease-warned-help = Wystarczy jedna wymiana danych w sieci albo plik kurierski z ośrodka.
lease-go-sync = Przejdź do wymiany
lease-ended-title = Laptop zbyt długo nie łączył się z ośrodkiem
lease-ended = { $days ->
    [one] Od ostatniej odpowiedzi ośrodka minął dzień, więc spraw nie można tu teraz czytać.
   *[other] Od ostatniej odpowiedzi ośrodka minęło { $days } dni, więc spraw nie można tu teraz czytać.
  }
lease-kept = Nic nie zginęło: to, co zapisano i nie wysłano, jest na laptopie i przejdzie do ośrodka przy wymianie.
lease-visit-title = Otwarty wywiad
lease-visit = Wywiad, który był pisany ostatnio, można pisać dalej także bez sieci.
lease-visit-go = Wróć do wywiadu
lease-again-title = Jak znów czytać sprawy
lease-again = Połącz laptop z siecią i zrób wymianę. Bez sieci wczytaj plik kurierski z ośrodka.
lease-handing-title = Co jeszcze zrobić
lease-handing = Połącz laptop z siecią i zrób wymianę: przekaże ona ośrodkowi to, czego nie wysłano. Potem profil zamknie się sam.
authorisations-title = Upoważnienia do danych
authorisations-help = Bez upoważnienia, które obowiązuje dziś, nikt nie czyta i nie wpisuje danych (art. 100 ust. 6 ustawy o pomocy społecznej). Nowe upoważnienie zaczyna działać przy najbliższej wymianie.
authorisation-number = Numer upoważnienia
authorisation-days = Obowiązuje
authorisation-secrecy = Oświadczenie o poufności
authorisation-secrecy-missing = brak
authorisation-give = Zmień
authorisation-holds = obowiązuje
authorisation-ends = kończy się w ciągu 30 dni
authorisation-ended = wygasło: nie ma dostępu
authorisation-not-yet = jeszcze nie obowiązuje: nie ma dostępu
authorisation-none = bez upoważnienia: nie ma dostępu
authorisation-from = od { $from }
authorisation-from-to = od { $from } do { $until }
authorisation-next = potem nr { $number } od { $from }
authorisation-until = do { $until }
authorisation-first-day = Pierwszy dzień
authorisation-last-day = Ostatni dzień
authorisation-last-day-hint = Zostaw puste, jeśli upoważnienie nie ma końca.
authorisation-secrecy-day = Dzień podpisania oświadczenia o zachowaniu poufności
authorisation-secrecy-hint = Zostaw puste, dopóki nie jest podpisane.
authorisation-number-missing = Wpisz numer upoważnienia z rejestru.
authorisation-day-unread = Wpisz dzień, np. 01.02.2026.
authorisation-until-before = Ostatni dzień jest przed pierwszym.
authorise-title = Upoważnienie: { $name }
authorise-intro = Nowy numer dodaje upoważnienie obok poprzednich, można więc wpisać przedłużenie z wyprzedzeniem. Ten sam numer poprawia zapisane. Kto nie ma obowiązującego upoważnienia, traci dostęp przy najbliższej wymianie; jego niewysłana praca zostaje zachowana.
authorise-save = Zapisz upoważnienie
authorisation-own-ends = Twoje upoważnienie nr { $number } obowiązuje do { $until }
authorisation-own-help = Po tym dniu nie przeczytasz tu spraw. Powiedz kierownikowi, że trzeba je przedłużyć.
authorisation-expiring = Upoważnienia, które się kończą albo nie obowiązują
authorisation-go = Przejdź do upoważnień
lease-unauthorised-title = Twoje upoważnienie nie obowiązuje
lease-unauthorised-ended = Upoważnienie nr { $number } obowiązywało do { $until }. Bez nowego nie można czytać spraw. Zgłoś to kierownikowi.
lease-unauthorised-not-yet = Upoważnienie nr { $number } obowiązuje od { $from }. Wcześniej nie można czytać spraw.
lease-unauthorised-again = Gdy kierownik zapisze nowe upoważnienie, połącz laptop z ośrodkiem.
lease-withdrawn-title = Ten laptop wycofano z użycia
lease-withdrawn = Ośrodek wycofał ten laptop albo zamknął konto. Spraw nie można tu czytać.
backup-title = Ośrodek nie ma nowej kopii zapasowej. Kłopot trwa od: { $since }.
backup-no_room = Na dysku serwera ośrodka brakuje miejsca. Administrator musi zwolnić miejsce albo wskazać inny folder kopii.
backup-folder = Program ośrodka nie może zapisać kopii w wyznaczonym folderze. Administrator musi sprawdzić, czy dysk jest podłączony i czy program może na nim zapisywać.
backup-damaged = Kopia powstała, ale nie udało się jej odtworzyć na próbę. Administrator musi sprawdzić bazę ośrodka poleceniem „teren-office verify”.
backup-other = Kopia się nie udała. Administrator musi sprawdzić komunikaty programu ośrodka.
backup-late = Od ponad doby nie powstała żadna kopia. Administrator musi sprawdzić, czy program ośrodka działa bez przerwy.
backup-tested = Ostatnia sprawdzona kopia: { $when }.
backup-none = Nie ma żadnej sprawdzonej kopii.
sync-facts = Stan pracy
sync-to-send = { $count ->
    [0] Nic nie czeka na wysłanie
    [one] { $count } zmiana czeka na wysłanie
    [few] { $count } zmiany czekają na wysłanie
   *[many] { $count } zmian czeka na wysłanie
  }
sync-leaves = Co wychodzi z laptopa
sync-leaves-yes = Wychodzą, zawsze zaszyfrowane: zatwierdzone wywiady, udostępnione szkice, zgłoszenia i zapis wizyt.
sync-leaves-no = Zostają: szkice, których nie udostępniono, oraz Twoje hasło i klucz.
sync-quarantine = Odłożone w ośrodku do decyzji
sync-quarantine-intro = Nic nie przepadło. Tych zmian ośrodek nie włączył do sprawy; zdecyduje o nich człowiek.
sync-courier = Bez sieci: plik kurierski
sync-courier-intro = Ta sama wymiana w zaszyfrowanym pliku na nośniku. Otworzy go tylko ośrodek, a odpowiedź tylko ten laptop. Ponowne wczytanie tego samego pliku niczego nie psuje. Zdjęcia i pliki PDF dołączone do wywiadów idą tylko przez sieć i czekają na nią na tym laptopie.
sync-courier-write = Zapisz plik dla ośrodka…
sync-courier-written = Zapisano plik: { $path }. Zanieś go do ośrodka, a potem wczytaj plik, który wróci.
sync-courier-read = Wczytaj plik z ośrodka…
sync-courier-was-read = Wczytano plik z ośrodka.

## Inbox

inbox-title = Skrzynka zespołu
inbox-intro = Najstarszy termin na górze.
inbox-count = { $count ->
    [one] { $count } sprawa
    [few] { $count } sprawy
   *[many] { $count } spraw
  }
inbox-to-take = { $count ->
    [0] wszystkie mają prowadzącego
    [one] { $count } czeka na przejęcie
    [few] { $count } czekają na przejęcie
   *[many] { $count } czeka na przejęcie
  }
inbox-matters = Sprawy w skrzynce
inbox-empty = Skrzynka jest pusta. Trafiają tu zatwierdzone wywiady, które ośrodek skierował do Twojego zespołu.
inbox-team = Zespół
inbox-all-teams = Wszystkie moje zespoły
inbox-why = Dlaczego tutaj
inbox-basis = Podstawa: { $basis }
inbox-arrived = Wpłynęło { $when }
inbox-approved-by = zatwierdził(a) { $by }
inbox-take = Biorę sprawę
inbox-taken-me = Prowadzisz tę sprawę
inbox-taken = Prowadzi: { $person }
inbox-waiting = czeka na ośrodek
inbox-waiting-help = Przejęcie sprawy zapisano na tym komputerze; ośrodek jeszcze go nie potwierdził.
inbox-read = Czytaj wywiad
inbox-no-term = żaden termin nie biegnie
inbox-outside = Do przekazania poza ośrodek: { $office }

## Register: first contact

register-title = Nowe zgłoszenie
register-who = Kogo dotyczy
register-family-search = Rodzina ma już sprawę? Znajdź ją
register-family = Rodzina, która ma już sprawę
register-family-note = Zgłoszenie trafi do tej sprawy. Dane rodziny są w niej zapisane, nie trzeba ich przepisywać.
register-family-other = Inna rodzina
register-received-unread = Nie rozumiem tej daty lub godziny. Wpisz na przykład 5.3.2026 i 9.30.
register-application-unread = Nie rozumiem tej daty. Wpisz na przykład 5.3.2026 albo zostaw puste.
register-first-name = Imię
register-last-name = Nazwisko
register-pesel = Nr PESEL
register-born = Data urodzenia
register-born-hint = np. 5.3.1950 albo sam rok
register-born-unread = Nie rozumiem tej daty. Wpisz na przykład 5.3.1950, sam rok albo zostaw puste.
register-phone = Telefon
register-street = Ulica
register-house = Nr domu
register-flat = Nr mieszkania
register-postal-code = Kod pocztowy
register-locality = Miejscowość
register-when = Kiedy i jak
register-received-date = Data zgłoszenia
register-received-time = Godzina
register-application-date = Data wniosku
register-channel = Sposób zgłoszenia
register-urgent = Sprawa pilna (wywiad w ciągu 2 dni roboczych)
register-what = O co chodzi
register-help = Jaka pomoc
register-narrow = Zawęź listę
register-narrow-hint = Zacznij pisać nazwę pomocy, na przykład „celowy”. Zaznaczone zostają na widoku.
register-narrow-count = { $count ->
    [one] Na liście { $count } pozycja
    [few] Na liście { $count } pozycje
   *[many] Na liście { $count } pozycji
  }
register-flags = Ważne okoliczności
register-notes = Notatka z rozmowy
register-reporter = Kto zgłasza
register-reporter-kind = Zgłaszający
register-reporter-name = Imię i nazwisko lub instytucja
register-reporter-contact = Kontakt
register-reporter-consents = Zgadza się na ujawnienie swoich danych rodzinie
register-reporter-note = Dane zgłaszającego zobaczą tylko osoby upoważnione.
register-preview = Termin i zespół
register-preview-waiting = Wpisz datę zgłoszenia i zaznacz rodzaj pomocy: tu pojawi się termin wizyty i proponowany zespół.
register-due = Wizyta najpóźniej { $date }
register-entry = Wywiad przeprowadza: { $team }
register-submit = Zarejestruj zgłoszenie
register-done-title = Zgłoszenie zarejestrowane
register-assign = Kto pojedzie?
register-assign-worker = Pracownik
register-worker-visits = { $visits ->
    [one] { $visits } otwarta wizyta
    [few] { $visits } otwarte wizyty
   *[many] { $visits } otwartych wizyt
  }
register-worker-proposed = { $team }, proponowany; { $visits }
register-worker-other = { $team }; { $visits }
register-assign-submit = Przydziel wizytę
register-assign-waits = Czeka na ośrodek: wizyta dla { $name }. Ośrodek przydzieli ją przy najbliższej wymianie.
register-assign-awaits-case = Czeka na sprawę: ośrodek jeszcze jej nie ma. Wizyta dla { $name } zostanie przydzielona, gdy sprawa dotrze z laptopa, na którym ją założono.
register-assign-refused = Ośrodek nie przydzielił tej wizyty. Sprawdź swoje uprawnienia albo wybierz inną osobę.
register-assigned = Wizyta przydzielona: { $name }. Trafi na laptop przy najbliższej wymianie.
register-another = Następne zgłoszenie
register-no-workers = W ośrodku nie ma jeszcze pracownika, który jeździ na wizyty. Doda go administrator; zgłoszenie jest już zapisane.
register-unassigned = Tej wizyty nikt jeszcze nie ma. Przydziel ją, zanim zaczniesz następne zgłoszenie.

## Verify

verify-title = Sprawdź sygnaturę
verify-intro = Przepisz 20 znaków z papierowego oświadczenia. Wielkość liter i odstępy nie mają znaczenia.
verify-sygnatura = Sygnatura
verify-submit = Sprawdź
verify-mistyped = Któryś znak jest przepisany błędnie: znak kontrolny się nie zgadza. Porównaj z oświadczeniem i popraw.
verify-unknown = Sygnatura jest poprawnie zbudowana, ale nie ma tu zatwierdzonego wywiadu z taką sygnaturą. Może być na innym stanowisku.
verify-matches = Zgadza się. Treść jest dokładnie taka, jaką zatwierdzono.
verify-content_differs = Taki wywiad tu jest, ale jego treść różni się od zatwierdzonej. Nie używaj jej i zgłoś to kierownikowi.
verify-case = { $name }, zatwierdzono { $when }
verify-unverified = Nie sprawdzono części poza Twoim upoważnieniem: { $names }.

## Papers

print-open = Podgląd i wydruk
print-title = Podgląd i wydruk
print-blanks-title = Druki do wypełnienia ręcznie
print-blanks-hint = Puste kwestionariusze i oświadczenia, gdy laptop nie może pójść z Tobą.
print-blanks-open = Pokaż druki
print-list = Wydruki
print-print = Drukuj
print-save = Zapisz plik…
print-sent = Wysłano do drukarki.
print-saved = Zapisano plik: { $path }. Plik nie jest zaszyfrowany.
print-copies = { $count ->
    [one] { $count } wydana kopia
    [few] { $count } wydane kopie
   *[many] { $count } wydanych kopii
  }
print-copy-printed = wydruk, { $when }, { $by }
print-copy-saved = zapis do pliku, { $when }, { $by }
paper-interview = Kwestionariusz wywiadu
paper-interview-hint = urzędowy układ, ze wszystkimi pytaniami
paper-own-hint = układ ośrodka, ze wszystkimi pytaniami i miejscem na podpisy
paper-statement = Oświadczenie o wywiadzie elektronicznym (zał. nr 2)
paper-statement-hint = z sygnaturą i kodem, do podpisu
paper-statement-standing = Program Teren nie jest systemem udostępnianym przez ministra (art. 107 ust. 5e ustawy o pomocy społecznej). Do czasu uzgodnienia z ministerstwem wiążący jest kwestionariusz podpisany na papierze, więc wydrukuj też kwestionariusz.
paper-missing_documents = Dokumenty do doniesienia
paper-missing_documents-hint = lista dla klienta, zwykłymi słowami
paper-documents = Wykaz przyjętych dokumentów
paper-documents-hint = okazane, kopie i oświadczenia, z klauzulami do podpisu
paper-calculation = Jak to policzono
paper-calculation-hint = kwoty szacunkowe, krok po kroku, z artykułami
paper-changes = Zmiany od ostatniego wywiadu
paper-changes-hint = było i jest, obok siebie
paper-corrections = Zmiany od poprzedniej wersji
paper-corrections-hint = było i jest, obok siebie
paper-obstacle-not_approved = Będzie po zatwierdzeniu wywiadu: potrzebna jest sygnatura.
paper-obstacle-withheld = Potrzebne są odpowiedzi spoza Twojego upoważnienia.
preview-of = Podgląd: { $title }
preview-page = strona { $page } z { $count }
preview-alt = { $title }, obraz strony { $page } z { $count }
preview-back = Poprzednia strona
preview-on = Następna strona
preview-smaller = Pomniejsz
preview-larger = Powiększ
preview-keys = Page Up i Page Down przewracają strony, + i − zmieniają wielkość.
preview-picture = To obraz wydruku. Czytnikowi ekranu treść pokaże „Widok papierowy” dokumentu.
preview-working = Składam strony…
attachments-title = Załączniki
attachments-empty = Nie ma załączników. Dodaj zdjęcie albo PDF dokumentu, który okazano.
attachments-none = Nie ma załączników.
attachments-room = Załączniki tej sprawy: { $used } z { $case } MB
attachments-low-disk = Dysk laptopa jest prawie pełny: zostało { $megabytes } MB. Zwolnij miejsce, zanim zabraknie go na załączniki. Odpowiedzi zapisują się jak zwykle.
attachment-add = Dodaj załącznik…
attachment-added = Dodano załącznik. Jest zapisany na tym laptopie.
attachment-added-by = dodano { $when }, { $by }
attachment-kilobytes = { $size } kB
attachment-megabytes = { $size } MB
attachment-media-jpeg = zdjęcie
attachment-media-png = obraz
attachment-media-pdf = PDF
attachment-place-here = na tym laptopie, czeka na wymianę z ośrodkiem
attachment-place-in_office = w ośrodku i na tym laptopie
attachment-place-missing = jeszcze nie dotarł na ten laptop
attachment-look = Pokaż
attachment-look-at = Pokaż załącznik: { $title }
attachment-save-of = Zapisz plik załącznika: { $title }
attachment-remove = Usuń
attachment-remove-of = Usuń załącznik: { $title }
attachment-remove-title = Usunąć załącznik „{ $title }”?
attachment-remove-text = Plik zniknie z dokumentu. Jeśli dokument jest udostępniony, ośrodek przechowa plik jeszcze 90 dni na wypadek pomyłki, a potem go usunie. Z prywatnego szkicu plik znika od razu i na zawsze.
attachment-removed = Usunięto załącznik: { $title }.
attachment-add-title = Nowy załącznik
attachment-add-text = Zdjęcie (JPEG, PNG) albo PDF, do { $megabytes } MB. Ze zdjęcia usuwamy miejsce, czas i nazwę urządzenia. Dane opisowe w pliku PDF zostają.
attachment-kind = Czego to kopia
attachment-kind-choose = wybierz dokument
attachment-name = Nazwa (nieobowiązkowo)
attachment-name-hint = Na przykład: odcinek emerytury za październik.
attachment-person = Kogo dotyczy (nieobowiązkowo)
attachment-person-none = całej rodziny
attachment-form = W jakiej formie
attachment-form-plain = zwykła kopia robocza
attachment-form-plain-hint = Niczego nie poświadcza. Dokument odnotuj osobno, gdy okazano oryginał.
attachment-form-none = kopia robocza, niepoświadczona
attachment-confirm = To nie jest kopia dokumentu tożsamości
attachment-confirm-why = Dowodu osobistego, paszportu, karty pobytu ani innego dokumentu tożsamości nie kopiuje się (§ 11 rozporządzenia z 2021 r.).
attachment-choose = Wybierz plik…
attachment-alt = Załącznik: { $title }
attachment-unshown = Tego pliku PDF nie da się pokazać. Poproś o papierowy dokument i dodaj jego zdjęcie.
attachment-pages-cut = Pokazano { $shown } z { $count } stron. Cały plik można zapisać.
attachment-close = Zamknij
status-attachments = { $count ->
    [one] { $count } załącznik czeka
    [few] { $count } załączniki czekają
   *[many] { $count } załączników czeka
  }
sync-attachments-percent = Załączniki: { $percent }%
sync-attachments-waiting = { $count ->
    [one] { $count } załącznik czeka na wysłanie
    [few] { $count } załączniki czekają na wysłanie
   *[many] { $count } załączników czeka na wysłanie
  }
sync-attachments-missing = { $count ->
    [one] { $count } załącznik jeszcze nie dotarł na ten laptop
    [few] { $count } załączniki jeszcze nie dotarły na ten laptop
   *[many] { $count } załączników jeszcze nie dotarło na ten laptop
  }
print-data = Dane do systemu ośrodka
print-data-help = Zatwierdzony wywiad jako plik, który może wczytać inny program, żeby nikt nie przepisywał odpowiedzi.
print-data-json = Zapisz dane (JSON)
print-data-xml = Zapisz dane (XML)
save-warning-title = Plik nie będzie chroniony
save-warning-text = Na dysku lub nośniku ten plik otworzy każdy, bez hasła. Zapisz go tylko tam, gdzie to potrzebne, i usuń, gdy przestanie być potrzebny.
save-warning-blank = To pusty druk: nie ma w nim niczyich danych.
save-warning-logged = Zapis pliku odnotujemy w sprawie: co, kiedy i kto.
save-warning-yes = Wybierz miejsce…
sheet-open = Widok papierowy
sheet-close = Wróć do formularza
sheet-intro = Dokument jak na papierze, tylko do czytania. Kliknięcie odpowiedzi albo Enter prowadzi do jej pola; strzałki przechodzą między odpowiedziami.
sheet-empty = brak odpowiedzi
sheet-pin = Pytanie: { $question }
sheet-withheld = część poza Twoim upoważnieniem
sheet-no-rows = nie wpisano nikogo ani niczego
sheet-sign = miejsce na podpis: { $who }

## Settings

settings-title = Ustawienia
settings-theme = Wygląd
settings-theme-jasny = Jasny
settings-theme-ciemny = Ciemny
settings-theme-slonce = Słońce
settings-theme-slonce-hint = największy kontrast, do pracy na zewnątrz
settings-text-size = Wielkość tekstu
settings-text-percent = { $percent }%
settings-lock = Blokada po bezczynności
settings-lock-minutes = { $count ->
    [one] { $count } minuta
    [few] { $count } minuty
   *[many] { $count } minut
  }
settings-lock-hint = Po odblokowaniu wrócisz do tego samego pola.
settings-keyboard = Klawiatura
settings-keyboard-open = Pokaż skróty klawiaturowe
settings-kept = Ustawienia dotyczą tego laptopa.
support-title = Pomoc techniczna
support-hint = Plik zawiera wersję programu, liczby spraw i dokumentów, kody błędów i czasy działania. Nie ma w nim nazwisk, numerów PESEL ani żadnych odpowiedzi.
support-save = Zapisz plik dla pomocy technicznej
support-saved = Zapisano: { $path }

## Problems: one text for each code of the core

problem-wrong-passphrase = To nie jest właściwe hasło. Dane są bezpieczne. Sprawdź klawisz Caps Lock i spróbuj jeszcze raz.
problem-passphrase-too-short = Hasło jest za krótkie. Nic nie zmieniono. Wpisz dłuższe, najlepiej cztery zwykłe słowa.
problem-enrolment-malformed = Ten kod jest niepełny lub zmieniony. Nic nie zapisano. Skopiuj go z ośrodka jeszcze raz, w całości.
problem-enrolment-expired = Ten kod stracił ważność. Nic nie zapisano. Poproś administratora o nowy.
problem-enrolment-used = Tego kodu już użyto. Nic nie zapisano. Poproś administratora o nowy.
problem-certificate-mismatch = Pod adresem z kodu odpowiada komputer z innym certyfikatem niż Twój ośrodek. Nic nie wysłano. Zadzwoń do administratora.
problem-office-unreachable = Ośrodek jest poza zasięgiem. Praca jest zapisana na tym laptopie i wyśle się później.
problem-office-busy = Ośrodek jest teraz zajęty. Praca jest zapisana na tym laptopie; wymiana ponowi się sama.
problem-passphrase-wait = Poczekaj chwilę przed następną próbą. Hasła jeszcze nie sprawdzono, dane są bezpieczne.
problem-versions-differ = Program w ośrodku i na tym laptopie są w różnych wersjach i się nie rozumieją. Nic nie przepadło, praca jest na tym laptopie. Poproś administratora o aktualizację.
problem-exchange-stuck = Ośrodek odpowiada, ale wymiana nie posuwa się naprzód. Praca jest bezpieczna na tym laptopie. Spróbuj ponownie za kilka minut. Jeśli to się powtarza, powiadom ośrodek.
problem-not-the-office = Odpowiedział komputer, który nie jest Twoim ośrodkiem. Nic nie wysłano, praca jest na tym laptopie. Zadzwoń do administratora.
problem-disk-full = Dysk laptopa jest pełny. To, co zapisano wcześniej, jest bezpieczne; ostatni tekst jest jeszcze tylko na ekranie. Zwolnij miejsce, a zapis ponowi się sam.
problem-store-damaged = Plik z danymi jest uszkodzony. Odłożono go na bok do folderu „damaged” i niczego nie skasowano. Odblokuj profil jeszcze raz: to, co przyjął ośrodek, wróci przy wymianie. Resztę administrator odczyta z odłożonego pliku kluczem odzyskiwania ośrodka. Zadzwoń do niego i niczego nie usuwaj.
problem-store-newer = Dane zapisała nowsza wersja programu. Są nienaruszone. Zaktualizuj program na tym laptopie.
problem-profile-in-use = Ten profil jest już otwarty w innym oknie. Dane są bezpieczne. Zamknij tamto okno i spróbuj ponownie.
problem-locked = Profil jest zablokowany. Praca jest zapisana. Odblokuj go hasłem.
problem-not-found = Tej sprawy nie ma już na tym laptopie. Mogła przejść do kogoś innego; niewysłana praca nie ginie. Wróć do listy.
problem-not-allowed = To wykracza poza Twoje upoważnienie. Nic nie zmieniono. W razie potrzeby porozmawiaj z kierownikiem.
problem-incomplete = Dokument nie jest kompletny. Odpowiedzi są zapisane. Uzupełnij braki z podsumowania.
problem-answer-changed = Tymczasem doszła nowa wersja tej odpowiedzi albo ktoś ją rozstrzygnął. Nic nie przepadło. Przejrzyj ją i zdecyduj jeszcze raz.
problem-open-conflicts = Są odpowiedzi do rozstrzygnięcia. Wszystkie wersje są zapisane. Wybierz właściwe w podsumowaniu.
problem-open-questions = Nie na wszystkie pytania ze zwrotu jest odpowiedź. Odpowiedzi są zapisane. Odpowiedz na pytania z podsumowania albo zmień odpowiedzi, których dotyczą.
problem-already-sealed = Ten dokument jest już zatwierdzony. Zatwierdzona treść jest nienaruszona i nie można jej zmienić.
problem-courier-unreadable = Tego pliku nie da się odczytać. Praca na laptopie jest nienaruszona. Skopiuj plik z ośrodka jeszcze raz.
problem-partner-card = To nie jest wizytówka ośrodka albo jest niepełna. Niczego nie dodano. Poproś drugi ośrodek, żeby przysłał ją jeszcze raz, w całości.
problem-partner-own-card = To wizytówka naszego ośrodka. Niczego nie dodano. Potrzebna jest wizytówka drugiego ośrodka.
problem-partner-unconfirmed = Nikt jeszcze nie porównał cyfr tego ośrodka przez telefon. Nic nie wyszło i nic nie zostało przyjęte. Zadzwoń tam i potwierdź cyfry na ekranie „Inne ośrodki”.
problem-partner-digits = To nie są cyfry klucza tego ośrodka. Niczego nie potwierdzono. Poproś o przeczytanie jeszcze raz, powoli. Jeżeli dalej się nie zgadzają, poproś o nową wizytówkę i nic nie wysyłaj.
problem-partner-file-unreadable = To nie jest plik z innego ośrodka albo jest ucięty lub uszkodzony. Niczego nie przyjęto. Poproś o ten plik jeszcze raz.
problem-partner-too-large = Plik byłby za duży (najwyżej 64 MB). Nic nie wysłano. Wybierz mniej wywiadów i wyślij je w kilku plikach.
problem-partner-unknown-sender = Ten plik pochodzi od kogoś, czyjego klucza nie potwierdziliśmy. Niczego nie przyjęto. Zadzwoń do ośrodka, który miał go wysłać, i porównaj cyfry.
problem-partner-tampered = Zawartość tego pliku nie zgadza się z zatwierdzeniami, które w nim są. Niczego nie przyjęto. Zadzwoń do ośrodka, który go wysłał.
problem-partner-not-theirs = Ten plik dotyczy naszej sprawy, której temu ośrodkowi nie przekazywaliśmy. Niczego nie zmieniono. Zadzwoń do ośrodka, który go wysłał.
problem-partner-answered = Na ten plik odpowiedziano już inaczej albo przekazanie cofnięto. Nic nie zmieniono. Jeżeli trzeba, poproś o wysłanie sprawy od nowa.
problem-courier-for-another = Ten plik jest dla innego laptopa lub ośrodka. Nic nie zmieniono. Poproś o właściwy plik.
problem-printer-unavailable = Nie udało się wydrukować: nie ma drukarki albo odmówiła. Niczego nie stracono. Sprawdź drukarkę albo zapisz plik i wydrukuj go stamtąd.
problem-attachment-identity = Z dokumentów tożsamości nie robi się kopii (§ 11 rozporządzenia z 2021 r.). Niczego nie zapisano. Wystarczy okazanie: odnotuj je wśród okazanych dokumentów.
problem-attachment-of-no-kind = To nie jest zdjęcie JPEG lub PNG ani plik PDF. Niczego nie dodano. Zrób zdjęcie dokumentu albo zapisz go jako PDF i wybierz ponownie.
problem-attachment-too-large = Plik ma więcej niż { $megabytes } MB. Niczego nie dodano. Zrób mniejsze zdjęcie albo podziel dokument.
problem-attachment-case-full = Załączniki tej sprawy zajmują już { $used } MB, a razem mogą zająć { $megabytes } MB. Niczego nie dodano; to, co jest, zostaje. Zrób mniejsze zdjęcie albo usuń z niezatwierdzonego wywiadu niepotrzebny załącznik.
problem-attachment-disk-low = Na dysku tego laptopa zostało { $megabytes } MB i trzeba je zachować na odpowiedzi. Niczego nie dodano; to, co jest, zostaje. Zwolnij miejsce na dysku i dodaj plik jeszcze raz.
problem-attachment-damaged = Zdjęcie w tym pliku jest uszkodzone albo ucięte. Niczego nie dodano. Zrób je jeszcze raz i wybierz ponownie.
problem-attachment-pdf-damaged = Ten plik PDF jest uszkodzony albo ucięty. Niczego nie dodano. Pobierz go jeszcze raz albo zrób zdjęcie dokumentu.
problem-attachment-pdf-locked = Ten plik PDF jest zabezpieczony hasłem i później nikt by go nie odczytał. Niczego nie dodano. Poproś o plik bez hasła albo zrób zdjęcie wydruku.
problem-attachment-twice = Ten sam plik jest już wśród załączników tego dokumentu. Rodzaj dokumentu: { $kind }. Niczego nie dodano. Aby zmienić rodzaj, usuń tamten załącznik i dodaj plik jeszcze raz.
problem-attachment-pdf-too-much = Ten plik PDF jest zbyt złożony, żeby go bezpiecznie pokazać. Niczego nie dodano. Wydrukuj go i dodaj zdjęcie wydruku.
problem-attachment-missing = Tego pliku nie ma jeszcze na tym laptopie. Przyjdzie z wymianą, gdy ośrodek go dostanie.
problem-no-microphone = System nie pokazuje żadnego mikrofonu. Podłącz go albo włącz w ustawieniach i spróbuj jeszcze raz. Notatkę można też napisać.
problem-microphone-busy = Mikrofon jest zajęty: używa go inny program albo trwa już nagrywanie. Zakończ tamto i spróbuj jeszcze raz. Notatkę można też napisać.
problem-microphone-refused = System nie pozwala temu programowi używać mikrofonu. Zezwól na to w ustawieniach prywatności albo poproś administratora laptopa. Notatkę można też napisać.
problem-microphone-failed = Mikrofon nie zadziałał. Podłącz go jeszcze raz albo wybierz inny w ustawieniach systemu. Notatkę można też napisać.
problem-no-loudspeaker = Nie można odtworzyć dźwięku: system nie pokazuje głośnika ani słuchawek albo używa ich inny program. Podłącz je i spróbuj jeszcze raz.
problem-voice-nothing = Nagranie było za krótkie i niczego nie zapisano. Naciśnij „Nagraj notatkę”, powiedz i dopiero wtedy zakończ.
problem-voice-damaged = To nagranie jest uszkodzone i nie da się go odtworzyć. Poproś autora, żeby nagrał je ponownie albo zapisał słowami.
problem-withdrawn = Ten laptop wycofano z użycia albo konto zamknięto. Spraw nie można tu czytać. Niewysłana praca jest zachowana i przejdzie do ośrodka, gdy laptop się z nim połączy. Zadzwoń do administratora.
problem-unauthorised = Twoje upoważnienie do danych nie obowiązuje. Zgłoś to kierownikowi. Niewysłana praca jest zachowana; gdy kierownik zapisze nowe upoważnienie, połącz laptop z ośrodkiem.
problem-lease-ended = Laptop zbyt długo nie łączył się z ośrodkiem. Połącz go, aby znów czytać sprawy.
problem-recovery-unreadable = To nie jest odpowiedź ośrodka na prośbę o nowe hasło. Wybierz inny plik.
problem-recovery-for-another = Ta odpowiedź dotyczy innej prośby niż ostatnia zapisana na tym laptopie. Zapisz prośbę jeszcze raz.
problem-recovery-code = Kod jednorazowy nie pasuje do tego pliku. Sprawdź każdą grupę znaków.
problem-needs-office = Do tego potrzebne jest połączenie z ośrodkiem. Praca jest zapisana. Spróbuj, gdy ośrodek będzie w zasięgu.
problem-invalid-input = Czegoś brakuje albo wpis jest nieczytelny. To, co wpisano, zostaje na ekranie. Popraw i spróbuj ponownie.
problem-internal = Coś się nie udało po stronie programu. Zapisana praca jest bezpieczna. Spróbuj ponownie, a jeśli to wróci, zadzwoń do administratora.

## Organizacja i reguły

organisation-title = Organizacja i reguły
organisation-intro = Zespoły ośrodka i reguły, według których zgłoszenia i zatwierdzone wywiady do nich trafiają. Zmiany obowiązują od wybranego dnia; wcześniejsze sprawy zostają tam, gdzie trafiły.
organisation-read-only = Organizację zmienia kierownik. Tu możesz ją przeczytać.
organisation-waiting = Zmiana czeka na ośrodek. Nic nie obowiązuje, dopóki ośrodek jej nie przyjmie.
organisation-rules = Dokąd trafia zatwierdzony wywiad
organisation-rules-help = Każda reguła, która pasuje, wskazuje swoje zespoły. Jeden wywiad może trafić do kilku zespołów; kolejność reguł jest kolejnością zespołów.
organisation-entry = Kto prowadzi wywiad
organisation-entry-help = Decyduje pierwsza reguła, która pasuje do zgłoszenia. Ostatnia obejmuje wszystkie pozostałe.
organisation-units = Zespoły
organisation-members = Członkowie zespołów
organisation-members-help = Zmiana składu zespołu nie czeka na nową wersję reguł. Kto wejdzie do zespołu, dostanie jego sprawy; kto wyjdzie, straci je przy najbliższej wymianie.
organisation-person = Osoba
organisation-number = nr { $number }
organisation-edit = Zmień
organisation-up = Przesuń wyżej nr { $number }
organisation-down = Przesuń niżej nr { $number }
organisation-remove = Usuń nr { $number }
organisation-keep = Wstaw do projektu
organisation-rule-add = Dodaj regułę
organisation-rule-title = Reguła kierowania
organisation-rule-intro = Reguła działa, gdy w wywiadzie jest jedna z zaznaczonych spraw i spełnione są warunki z odpowiedzi. Bez zaznaczonych spraw liczą się same warunki.
organisation-rule-when = Gdy w wywiadzie jest jedna z tych spraw
organisation-rule-all = oraz wszystkie te warunki
organisation-rule-any = oraz co najmniej jeden z tych warunków
organisation-rule-teams = Wywiad trafia do
organisation-rule-reason = Dlaczego tam trafia
organisation-rule-reason-hint = To zdanie przeczyta zespół przy każdej takiej sprawie. Nie wpisuj danych osób.
organisation-rule-basis = Podstawa
organisation-rule-term = Termin dla zespołu w dniach roboczych
organisation-rule-term-hint = Liczony od wpływu wywiadu do ośrodka. Puste: termin wywiadu.
organisation-rule-priority = Pierwszeństwo
organisation-rule-urgent = pilne: na początku skrzynki zespołu
organisation-rule-term-wrong = Wpisz liczbę dni roboczych od 1 do 999 albo zostaw puste.
organisation-condition-add = Dodaj warunek: pole formularza
organisation-condition-search = Zacznij pisać nazwę pola
organisation-condition-nothing = Nie ma takiego pola. Warunki można układać tylko z pól, w których odpowiedź się wybiera, liczy albo jest datą.
organisation-condition-remove = Usuń warunek { $label }
organisation-condition-words = Odpowiedzi
organisation-condition-number = Liczba
organisation-condition-amount = Kwota w złotych
organisation-condition-date = Dzień
organisation-condition-unread = Nie da się tego odczytać. Popraw wpis.
organisation-condition-gone = Żaden formularz nie pyta już o „{ $label }”. Usuń ten warunek.
organisation-test-yes = tak
organisation-test-no = nie
organisation-test-one_of = jedna z odpowiedzi
organisation-test-none_of = żadna z odpowiedzi
organisation-test-at_least = co najmniej
organisation-test-at_most = co najwyżej
organisation-test-since = od dnia
organisation-test-until = do dnia
organisation-entry-add = Dodaj regułę przyjmowania
organisation-entry-title = Kto prowadzi wywiad
organisation-entry-default = Ta reguła obejmuje wszystkie pozostałe zgłoszenia.
organisation-entry-how = Reguła pasuje, gdy
organisation-entry-any = w zgłoszeniu jest jedna z zaznaczonych spraw
organisation-entry-only = w zgłoszeniu nie ma niczego poza zaznaczonymi sprawami
organisation-entry-matters = Sprawy
organisation-entry-team = Wywiad prowadzi
organisation-unit-add = Dodaj zespół
organisation-unit-title = Zespół
organisation-unit-name = Nazwa
organisation-unit-kind = Czym się zajmuje
organisation-unit-kind-help = Od rodzaju zespołu zależy, jakie dane widzą jego członkowie.
organisation-unit-tasks = Zadania
organisation-unit-takes = Co przyjmuje
organisation-unit-takes-hint = Każda rzecz w osobnym wierszu.
organisation-unit-conducts = Czy prowadzi postępowania administracyjne (art. 110a)
organisation-unit-proceedings = Prowadzi postępowania administracyjne.
organisation-unit-no-proceedings = Nie prowadzi postępowań administracyjnych.
organisation-unit-proceedings-unknown = Nie podano, czy prowadzi postępowania.
organisation-unit-coordinator = Koordynator
organisation-unit-coordinated = Koordynator: { $person }.
organisation-unit-nobody = nikt
organisation-unit-no-members = Zespół nie ma jeszcze członków. Najpierw dodaj osoby, potem wskaż koordynatora.
organisation-first-contact = Zgłoszenia przyjmuje
organisation-parameters = Ustalenia gminy i ośrodka
organisation-parameters-help = To, co ustawa zostawia gminie i ośrodkowi. Każdy wywiad liczy się według ustaleń z dnia wniosku. Pomyłkę poprawisz także wstecz: poprawka liczy się w wywiadach w toku, a zatwierdzonych nie zmienia.
organisation-raised = Kryterium podwyższone przez radę gminy
organisation-raised-none = Rada gminy go nie podwyższyła. Liczy się kryterium ustawowe.
organisation-raised-amounts = { $single } dla osoby samotnie gospodarującej, { $family } na osobę w rodzinie
organisation-raised-help = Art. 8 ust. 2 u.p.s.: tylko do zasiłku okresowego i celowego. Późniejsza uchwała zastępuje wcześniejszą. Gdy pomoc przyznaje się w miejscu pobytu, liczy się kryterium ustawowe (art. 101 ust. 5): program stosuje je sam, gdy osoba bezdomna była ostatnio zameldowana w innej gminie albo gdy symbol terytorialny adresu wskazuje inną gminę.
organisation-raised-law = Kryterium ustawowe od { $since }: { $single } i { $family } ({ $source }).
organisation-raised-add = Wpisz uchwałę
organisation-raised-single = Osoba samotnie gospodarująca, w złotych
organisation-raised-family = Na osobę w rodzinie, w złotych
organisation-raised-since = Uchwała obowiązuje od
organisation-raised-resolution = Numer i dzień uchwały
organisation-raised-resolution-hint = Stanie przy wyliczeniu i na wydruku, np. uchwała nr XII/98/2025 z 20.02.2025.
organisation-periodic = Najniższy zasiłek okresowy podwyższony przez radę gminy
organisation-periodic-help = Art. 38 ust. 6 u.p.s.: część różnicy między kryterium a dochodem, poniżej której zasiłek okresowy nie może być ustalony. Późniejsza uchwała zastępuje wcześniejszą.
organisation-periodic-law = Najniższy według ustawy: { $percent } % różnicy (art. 38 ust. 3).
organisation-periodic-none = Rada gminy go nie podwyższyła. Liczy się najniższy według ustawy.
organisation-periodic-percent = Ile procent różnicy, liczba całkowita
organisation-periodic-amount = Nie mniej niż { $percent } % różnicy między kryterium a dochodem
organisation-krus = Składka KRUS pomniejsza dochód z gospodarstwa rolnego
organisation-krus-none = Składka nie pomniejsza dochodu.
organisation-krus-add = Dodaj okres
organisation-krus-since = Przy wnioskach od
organisation-dated-from = od { $since }
organisation-dated-from-to = od { $since } do { $until }
organisation-dated-since-hint = Może to być dzień, który już minął, np. 1.03.2025.
organisation-dated-until = Do kiedy włącznie
organisation-dated-until-hint = Zostaw puste, gdy końca jeszcze nie ma.
organisation-dated-change = Popraw
organisation-dated-remove = Usuń
organisation-krus-help = Art. 8 ust. 3 pkt 2 u.p.s.; praktyka ośrodków jest różna. Poza tymi okresami liczy się cały dochód z hektarów przeliczeniowych (art. 8 ust. 9).
organisation-powiat = Ośrodek sam prowadzi części V i VI
organisation-powiat-help = Zadania powiatu (art. 19 i 20 u.p.s.): w mieście na prawach powiatu albo z porozumienia.
organisation-named = Koordynatorzy widzą obciążenie osób ze swoich zespołów z nazwiska
organisation-named-help = Bez zaznaczenia nazwiska współpracowników widzi tylko kierownik; także w plikach z zestawieniem.
organisation-lease = Czytanie spraw bez połączenia z ośrodkiem
organisation-lease-help = Po tylu dniach bez odpowiedzi ośrodka laptop nie pokazuje spraw, dopóki się nie połączy. Otwarty wywiad zawsze można pisać dalej.
organisation-lease-days = { $days ->
    [one] 1 dzień
   *[other] { $days } dni
  }
organisation-block = Nowe wywiady mają blok „{ $block }”
organisation-block-help = Z projektu zmiany rozporządzenia z 2026 r.; brzmienie niepotwierdzone. Wywiady już rozpoczęte zachowują swoje pytania.
organisation-decide = Zmiany do zapisania
organisation-no-changes = Nic jeszcze nie zmieniono.
organisation-replay = Sprawdź na dotychczasowych wywiadach
organisation-discard = Porzuć zmiany
organisation-replayed = Co stałoby się z dotychczasowymi wywiadami
organisation-replay-count = { $interviews ->
    [0] Nie ma jeszcze wywiadów, na których można to sprawdzić.
    [one] { $elsewhere ->
        [0] Jedyny dotychczasowy wywiad nie trafiłby gdzie indziej.
       *[other] Jedyny dotychczasowy wywiad trafiłby gdzie indziej. Nic nie zostało zmienione.
      }
   *[other] { $elsewhere ->
        [0] Żaden z { $interviews } wywiadów nie trafiłby gdzie indziej.
        [one] Gdzie indziej trafiłby { $elsewhere } z { $interviews } wywiadów. Nic nie zostało zmienione.
        [few] Gdzie indziej trafiłyby { $elsewhere } z { $interviews } wywiadów. Nic nie zostało zmienione.
       *[many] Gdzie indziej trafiłoby { $elsewhere } z { $interviews } wywiadów. Nic nie zostało zmienione.
      }
  }
organisation-unchecked = Nie sprawdzono tych zmian na dotychczasowych wywiadach. Można je zapisać i bez tego.
organisation-replay-otherwise = { $count ->
    [one] { $count } wywiad trafiłby do tych samych zespołów, ale z innym terminem albo pilnością, albo prowadziłby go inny zespół.
    [few] { $count } wywiady trafiłyby do tych samych zespołów, ale z innym terminem albo pilnością, albo prowadziłby je inny zespół.
   *[many] { $count } wywiadów trafiłoby do tych samych zespołów, ale z innym terminem albo pilnością, albo prowadziłby je inny zespół.
  }
organisation-replay-uncaught = { $count ->
    [one] { $count } wywiadu nie objęłaby żadna reguła. Trafiłby do kierownika.
   *[other] { $count } wywiadów nie objęłaby żadna reguła. Trafiłyby do kierownika.
  }
organisation-replay-caught-by-none = nie obejmuje go żadna reguła
organisation-replay-teams = Zespoły, którym ubyłoby albo przybyło wywiadów
organisation-replay-team = Zespół
organisation-replay-lost = ubyłoby
organisation-replay-gained = przybyłoby
organisation-replay-first = { $count ->
    [one] Pokazano { $count } wywiad, który wpłynął pierwszy.
    [few] Pokazano { $count } wywiady, które wpłynęły pierwsze.
   *[many] Pokazano { $count } wywiadów, które wpłynęły pierwsze.
  }
organisation-replay-waits = Nie ma połączenia z ośrodkiem. Sprawdzenie czeka na najbliższą wymianę; potem wybierz je jeszcze raz.
organisation-from = Obowiązuje od
organisation-from-hint = Dzisiaj albo później, np. 1.01.2027.
organisation-from-wrong = Wpisz dzień dzisiejszy albo późniejszy.
organisation-reason = Powód zmiany
organisation-reason-missing = Napisz, dlaczego organizacja się zmienia. Powód zostaje w historii.
organisation-save = Zapisz zmiany
organisation-accepted = Ośrodek przyjął zmianę.
organisation-waits = Zapisano na tym komputerze. Ośrodek jeszcze nie odpowiedział.
organisation-history = Historia
organisation-version = Od { $date }
organisation-in-force = obowiązuje
organisation-decided = { $by }, { $date }.

## Tablica koordynatora

board-title = Koordynator
board-intro = Stan na { $date } Policzono sprawy, które są na tym komputerze: { $cases }. Czego to stanowisko nie przechowuje, tego tu nie policzono.
board-own-teams = Z nazwiska widać osoby z Twoich zespołów; pozostałe policzono razem.
board-unnamed = Nazwiska współpracowników widzi tylko kierownik, chyba że ustali inaczej. Osoby spoza Twoich zespołów policzono razem.
board-withheld = { $count ->
    [one] Powodów { $count } wywiadu nie policzono: są poza Twoim upoważnieniem.
   *[other] Powodów { $count } wywiadów nie policzono: są poza Twoim upoważnieniem.
  }
board-now = Teraz
board-what = Co
board-count = Liczba
board-nothing = Nie ma jeszcze czego policzyć.
board-visits = wizyty do odbycia
board-due-soon = z tego termin w ciągu 3 dni roboczych
board-late = z tego po terminie
board-updates = aktualizacje z terminem w tym miesiącu
board-updates-late = aktualizacje po terminie
board-returned = zwrócone do poprawy
board-elsewhere = czekają na inny urząd
board-people = Osoby
board-people-help = Rodziny, w których osoba ma coś do zrobienia. Kreska na pasku to norma z ustawy. Kolejność jest alfabetyczna.
board-people-unnamed-help = Rodziny, w których osoba ma coś do zrobienia. Kreska na pasku to norma z ustawy.
board-person = Osoba
board-families = Rodziny
board-persons = Osoby w rodzinach
board-of-norm = { $families } (norma { $norm })
board-over = ponad normę
board-together = { $count ->
    [one] { $count } osoba
    [few] { $count } osoby
   *[many] { $count } osób
  }
board-due-soon-short = Termin blisko
board-late-short = Po terminie
board-returned-short = Zwrócone
board-teams = Zespoły
board-teams-none = Żaden zespół nie ma tu jeszcze spraw.
board-team = Zespół
board-waiting = Czekają
board-taken = W pracy
board-total = Razem
board-times = Ile to trwa
board-to-interview = { $days ->
    [one] Od zgłoszenia do wywiadu: { $days } dzień (mediana { $of ->
        [one] z { $of } sprawy
       *[other] z { $of } spraw
      }).
   *[other] Od zgłoszenia do wywiadu: { $days } dni (mediana { $of ->
        [one] z { $of } sprawy
       *[other] z { $of } spraw
      }).
  }
board-to-interview-unknown = Od zgłoszenia do wywiadu: nie ma jeszcze wywiadu po zgłoszeniu.
board-to-inbox = { $days ->
    [one] Od wywiadu do skrzynki zespołu: { $days } dzień (mediana { $of ->
        [one] z { $of } sprawy
       *[other] z { $of } spraw
      }).
   *[other] Od wywiadu do skrzynki zespołu: { $days } dni (mediana { $of ->
        [one] z { $of } sprawy
       *[other] z { $of } spraw
      }).
  }
board-to-inbox-unknown = Od wywiadu do skrzynki zespołu: żaden wywiad nie trafił jeszcze do zespołu.
board-reasons = Powody przyznania pomocy (art. 7)
board-reason = Powód
board-forms = Zatwierdzone wywiady według formularzy
board-form = Formularz
board-save-xlsx = Zapisz jako XLSX
board-save-csv = Zapisz jako CSV
board-save-help = Plik zawiera liczby i nazwiska pracowników, bez danych rodzin. Nie jest zaszyfrowany.
board-saved = Zapisano: { $path }
board-period = Sprawozdanie za okres
board-period-help = Wywiady odbyte w okresie, według spraw na tym komputerze. Rodzina liczy się przy każdym powodzie raz.
board-period-choose = Okres
board-period-days = Od { $from } do { $to }
board-period-total = Razem
board-reports = zgłoszenia
board-interviews = wywiady
board-with-term = wywiady z terminem
board-on-time = z tego w terminie
## Wersje, zwroty, plan i oświadczenie

standing-title = Stan dokumentu
versions-title = Wersje dokumentu
version-number = Wersja nr { $number }
version-inline = wersja nr { $number }
version-valid = ważna
version-superseded = zastąpiona nowszą wersją
version-in-work = w przygotowaniu
version-cause-first = pierwsza
version-cause-returned = poprawka po zwrocie
version-cause-own_mistake = poprawka własna
version-approved = Zatwierdzono { $when }, { $by }
version-read = Czytaj tę wersję
approval-valid = ważne zatwierdzenie
approval-aside = zatwierdzenie zachowane, nieważne
versions-name = Wskaż jako ważne
versions-name-title = Ważne zatwierdzenie
versions-name-intro = Sygnatura { $sygnatura }. Drugie zatwierdzenie zostaje zachowane, a jego sygnatura dalej się sprawdza. Wskazanie można cofnąć.
versions-reason = Dlaczego to zatwierdzenie
versions-named = Wskazano ważne zatwierdzenie.
versions-word = { $by }, { $when }: ważne jest { $sygnatura }
versions-withdraw = Cofnij wskazanie
versions-withdraw-intro = Znów liczy się zatwierdzenie, które liczyło się przedtem. Wskazanie i powód jego cofnięcia zostają w historii sprawy.
versions-word-back = Cofnięto wskazanie.
returns-title = Zwroty do poprawy
returns-round = Zwrot nr { $round }
returns-open = czeka na poprawkę
returns-withheld = { $count ->
    [one] { $count } pytanie jest poza Twoim upoważnieniem.
    [few] { $count } pytania są poza Twoim upoważnieniem.
   *[many] { $count } pytań jest poza Twoim upoważnieniem.
  }
returns-settled = poprawiono
returns-by = { $team }, { $by }, { $when }; zwrócono wersję nr { $version }
returns-withdraw = Wycofaj zwrot
returns-withdraw-intro = Pytania przestają czekać na odpowiedź, a wywiad wraca do zespołu. Zwrot, pytania i powód wycofania zostają w sprawie.
returns-taken-back = Zwrot wycofany
returns-taken-back-by = Wycofał(a) { $by }, { $when }
returns-withdrawn = Wycofano zwrot.
pin-answer = Odpowiedź na pytanie
pin-answer-of = Odpowiedź, { $by }
pin-answers-several = Odpowiedziano niezależnie od siebie. To, co tu zapiszesz, zastąpi wszystkie te odpowiedzi.
pin-changed = Odpowiedź w wywiadzie zmieniono.
pin-open = Bez odpowiedzi.
pin-by = { $team }, { $by }, { $when }
pin-how = Odpowiedz tutaj albo zmień odpowiedź w wywiadzie.
correct-continue = Otwórz poprawkę
correct-returned = Popraw i odpowiedz na pytania
correct-own = Zrób poprawkę
correct-help = Zatwierdzonego dokumentu się nie zmienia. Poprawka to nowa wersja z własną sygnaturą; ta zostaje.
correct-title = Poprawka dokumentu
correct-intro = Powstanie nowa wersja ze wszystkimi odpowiedziami. Poprzednia zostaje, a jej sygnatura dalej się sprawdza.
correct-reason = Co trzeba poprawić i dlaczego
correct-start = Zacznij poprawkę
correction-banner = To poprawka wersji nr { $number }.
correction-reason = Powód: { $reason }
correction-questions = { $count ->
    [one] { $count } pytanie ze zwrotu
    [few] { $count } pytania ze zwrotu
   *[other] { $count } pytań ze zwrotu
  }
correction-waiting = bez odpowiedzi: { $count }
correction-to-questions = Pytania ze zwrotu
returned-banner = Ten wywiad zwrócono do poprawy.
returned-look = Zobacz pytania
summary-questions = Pytania ze zwrotu
approve-questions = { $count ->
    [one] { $count } pytanie ze zwrotu czeka na odpowiedź.
    [few] { $count } pytania ze zwrotu czekają na odpowiedź.
   *[other] { $count } pytań ze zwrotu czeka na odpowiedź.
  }
plan-title = Plan pomocy
plan-waits = Plan czeka na zatwierdzenie przez kierownika.
plan-earlier = Kierownik zatwierdził plan w wersji nr { $number }; tę wersję zatwierdza osobno.
plan-approved = Plan zatwierdzony: { $by }, { $when }
plan-by-hand = Na wydruku kierownik podpisuje się odręcznie.
plan-approve = Zatwierdź plan pomocy
plan-done = Zatwierdzono plan pomocy.
plan-withdraw = Cofnij zatwierdzenie planu
plan-withdraw-intro = Plan znów czeka na zatwierdzenie. Zatwierdzenie i powód jego cofnięcia zostają w historii sprawy.
plan-withdrawn = Cofnięto zatwierdzenie planu.
plans-title = Plany do zatwierdzenia
plans-read = Czytaj i zatwierdź
take-back-reason = Dlaczego
statement-title = Oświadczenie klienta (zał. nr 2)
statement-signed = podpisane
statement-refused = odmowa podpisu
statement-health_forbids = bez podpisu z powodu stanu zdrowia (§ 6), adnotacja w kwestionariuszu
statement-missing = Nie zapisano jeszcze, czy klient podpisał oświadczenie do tej wersji.
statement-by = Zapisał(a): { $by }
statement-record = Zapisz oświadczenie
statement-change = Zmień zapis
statement-intro = Oświadczenie podpisuje się na papierze, z przepisaną sygnaturą. Tu zapisujesz tylko, co się stało.
statement-outcome = Co się stało
statement-on = Data na oświadczeniu
statement-on-unread = Wpisz datę, na przykład 22.11.2026.
statement-note = Uwagi
statement-note-hint = Trafią do notatek pracy socjalnej; zespoły bez tego upoważnienia ich nie zobaczą.
statement-save = Zapisz
statement-recorded = Zapisano oświadczenie.
differences-title = Różnice względem poprzedniej wersji
ask = Zapytaj
ask-title = Pytanie do odpowiedzi
ask-which = Której odpowiedzi dotyczy pytanie
ask-question = Pytanie do pracownika socjalnego
ask-hint = Zobaczą je tylko osoby, które mogą czytać tę odpowiedź.
ask-keep = Przypnij pytanie
return-begin = { $count ->
    [0] Zwróć do poprawy
    [one] Zwróć do poprawy ({ $count } pytanie przypięte)
    [few] Zwróć do poprawy ({ $count } pytania przypięte)
   *[many] Zwróć do poprawy ({ $count } pytań przypiętych)
  }
return-title = Pytania do zwrotu
return-help = Litera P: pytanie przy odpowiedzi, strzałki: następna odpowiedź. Zwrot odchodzi dopiero po naciśnięciu przycisku. Do tego czasu pytania przetrwają zablokowanie ekranu, ale nie zamknięcie programu.
return-not-now = Tego wywiadu nie można teraz zwrócić do poprawy. Przypięte pytania nie zostały wysłane.
return-drop = Usuń pytanie
return-team = W imieniu
return-send = { $count ->
    [0] Zwróć do poprawy
    [one] Zwróć z { $count } pytaniem
   *[other] Zwróć z { $count } pytaniami
  }
return-later = Zamknij pytania
return-done = Zwrócono wywiad do poprawy.
inbox-returned = Zwrócono do poprawy (zwrot nr { $round })
cases-returned = Zwrot nr { $round }, pytań: { $count }; { $team }, { $when }
cases-statement-missing = Nie zapisano oświadczenia klienta (zał. nr 2)

## Merge desk: answers that met, decisions, one person added twice

merge-title = Scalanie
merge-intro = Wywiady, w których kilka osób wpisało różne odpowiedzi. Wszystkie wersje są zapisane i czekają na decyzję.
merge-empty = Nie ma nic do scalenia. Gdy dwie osoby wpiszą bez łączności różne odpowiedzi, wywiad pojawi się tutaj.
merge-count = { $count ->
    [one] { $count } odpowiedź do rozstrzygnięcia
    [few] { $count } odpowiedzi do rozstrzygnięcia
   *[many] { $count } odpowiedzi do rozstrzygnięcia
  }
merge-twins = { $count ->
    [one] { $count } osoba wpisana być może dwa razy
    [few] { $count } osoby wpisane być może dwa razy
   *[many] { $count } osób wpisanych być może dwa razy
  }
merge-writers = Pisali: { $names }
merge-open = Rozstrzygam

desk-back = Wróć
desk-title = Scalanie: { $name }
desk-at = Odpowiedź { $at } z { $count } do rozstrzygnięcia
desk-keys = Cyfra wybiera wersję, W wszystko razem, T tylko to, co wspólne, E wpisuje nową, R przechodzi do powodu, Enter zapisuje, N i P przechodzą dalej i wstecz, U pokazuje rozstrzygnięcia, H historię.
desk-options = Wersje odpowiedzi
desk-mine = Moja wersja
desk-base = Było wcześniej
desk-union = Wszystko, co ktoś zaznaczył
desk-intersection = Tylko to, co zaznaczyli wszyscy
desk-written = { $when }, { $device }
desk-base-written = { $author }, { $when }, { $device }
desk-device = laptop nr { $number }
desk-device-here = ten laptop
desk-device-unknown = laptop jeszcze bez numeru
desk-empty = (brak odpowiedzi)
desk-removal = Usunięcie osoby z wywiadu
desk-was-decision = Cofnięte rozstrzygnięcie.
desk-decision-reason = Powód: { $reason }
desk-no-reason = Bez powodu: wpisano w wywiadzie.
desk-reopened = { $author } cofnął(-ęła) rozstrzygnięcie ({ $when }).
desk-third = Nowa odpowiedź
desk-reason = Powód
desk-reason-missing = Wpisz powód. Zostaje przy tym rozstrzygnięciu.
desk-confirm = Zapisz rozstrzygnięcie
desk-write = Wpisz inną
desk-previous = Poprzednia
desk-next = Następna
desk-history = Historia
desk-partial = Widzisz tylko część tej odpowiedzi; reszta jest poza Twoim upoważnieniem. Rozstrzyga ją ktoś, kto widzi całość.
desk-not-yours = Tę odpowiedź rozstrzyga ktoś inny: ta część jest poza Twoim upoważnieniem.
desk-decided = { $count ->
    [one] Zapisano. Została { $count } odpowiedź.
    [few] Zapisano. Zostały { $count } odpowiedzi.
   *[many] Zapisano. Zostało { $count } odpowiedzi.
  }
desk-undone = Cofnięto. Odpowiedź czeka na nowe rozstrzygnięcie.
desk-done = Wszystko uzgodnione
desk-done-next = Rozstrzygnięcia trafią na pozostałe stanowiska przy najbliższej wymianie.
desk-decisions = { $count ->
    [one] { $count } rozstrzygnięcie
    [few] { $count } rozstrzygnięcia
   *[many] { $count } rozstrzygnięć
  }
desk-decided-by = { $choice }; { $author }, { $when }, { $device }.
desk-choice-one = Wybrano jedną z wersji
desk-choice-base = Zostawiono to, co było wcześniej
desk-choice-combined = Połączono wersje
desk-choice-third = Wpisano nową odpowiedź
desk-choice-joined = Połączono dwa wpisy w jedną osobę
desk-choice-apart = To dwie różne osoby: oba wpisy zostały
desk-choose-first = Najpierw wybierz odpowiedź: naciśnij jej cyfrę albo literę.
desk-written-over = Później wpisano tu coś nowego. Cofnięcie tego nie usunie: będzie jedną z wersji.
desk-undo = Cofnij
desk-undo-reason = Dlaczego cofasz?
desk-undone-by = Cofnięto: { $author }, { $when }. Powód: { $reason }
desk-merged = { $count ->
    [one] Scalone bez sporu: { $count } odpowiedź
    [few] Scalone bez sporu: { $count } odpowiedzi
   *[many] Scalone bez sporu: { $count } odpowiedzi
  }
desk-same = Kilka osób wpisało to samo.
desk-word-removed = usunięto
desk-word-added = dodano
desk-version-current = obecna
desk-version-same = ta sama od kilku osób
desk-version-disputed = do rozstrzygnięcia
desk-version-replaced = zastąpiona
desk-version-late = po zatwierdzeniu

twin-title = Czy to jedna osoba? { $name }
twin-help = Wpisano ją na dwóch stanowiskach. Połączenie zostawi jeden wpis i przeniesie do niego wiersze drugiego; przy dwóch osobach oba wpisy zostają bez zmian. Każdą decyzję można później cofnąć.
twin-added = dodał(a): { $author }, { $when }
twin-born = urodzona(-y)
twin-pesel = PESEL
twin-own = (tylko tutaj)
twin-row = wiersz
twin-keep = Który wpis zostaje?
twin-take = Co wziąć z drugiego wpisu?
twin-join = To jedna osoba
twin-apart = To dwie osoby

# Przekazywanie spraw
nav-caseload = Przekaż sprawy
inbox-pass = Przekaż dalej
inbox-give-back = Oddaj
inbox-finish = Zakończone
inbox-passed-on = przekazane, czeka na odpowiedź
inbox-whole-case = To cała sprawa bez wywiadu. Kto ją weźmie, dostaje wizytę i prowadzi własny wywiad.
pass-incoming = Przekazane do mnie
pass-outgoing = Przekazane ode mnie
pass-state-sent = wysłane
pass-state-accepted = przyjęte
pass-state-refused = odmowa
pass-state-done = zakończone
pass-state-revoked = cofnięte
pass-kind-re_route = Zmiana drogi; z: { $from }, do: { $to }
pass-kind-hand_over = Przekazanie; od: { $from }, do: { $to }
pass-kind-services_found = Potrzebne usługi; od: { $from }, do: { $to }, z własnym wywiadem
pass-kind-caseload = Przejęcie spraw po: { $from }, teraz: { $to }
pass-reason = Powód: { $reason }
pass-reason-withheld = Powód: część poza Twoim upoważnieniem
pass-reply = Powód odmowy: { $reason }
pass-step-sent = wysłano: { $by }, { $when }
pass-step-accepted = przyjęto: { $by }, { $when }
pass-step-refused = odmówiono: { $by }, { $when }
pass-step-done = zakończono: { $by }, { $when }
pass-step-revoked = cofnięto: { $by }, { $when }
pass-step-taken-in = było odłożone; do sprawy przyjęte przez: { $by }
pass-step-not-permitted = gdy przekazanie dotarło, nadawca nie mógł już przekazać tej sprawy
pass-accept = Przyjmij
pass-refuse = Odmów
pass-done = Zakończone
pass-revoke = Cofnij
pass-refuse-reason = Dlaczego nie
pass-refuse-send = Odmów z tym powodem
pass-reason-missing = Wpisz powód. Bez niego druga strona nie będzie wiedziała, dlaczego.
pass-left-work = { $count ->
    [one] { $count } zapis poprzedniej osoby nadszedł po przekazaniu i czeka w ośrodku.
    [few] { $count } zapisy poprzedniej osoby nadeszły po przekazaniu i czekają w ośrodku.
   *[other] { $count } zapisów poprzedniej osoby nadeszło po przekazaniu i czeka w ośrodku.
}
pass-admit = Przyjmij do sprawy
pass-title = Przekaż dalej: { $name }
pass-choose = Co się dzieje
pass-choose-hand_over = przekazuję dalszą pracę
pass-choose-re_route = sprawa trafiła tu omyłkowo
pass-choose-services_found = potrzebne są usługi; zespół usług przeprowadzi własny wywiad
pass-to = Dokąd
pass-to-missing = Wybierz, do kogo.
pass-why = Powód
pass-why-hint = Przeczyta go druga strona. Zostaje w historii sprawy.
pass-violence = Powód mówi o przemocy (przeczytają go tylko osoby upoważnione do tej wiedzy)
pass-send = Przekaż
pass-sent = Zapisano na tym komputerze; pójdzie do ośrodka przy najbliższej wymianie.
cases-pass = Przekaż sprawę

# Inne ośrodki
partners-title = Inne ośrodki
partners-back = Wymiana
partners-intro = Sprawa idzie do innego ośrodka w zaszyfrowanym pliku, który otworzy tylko on. Wcześniej oba ośrodki raz wymieniają wizytówki i porównują cyfry przez telefon.
partners-head-only = Ze sprawami innych ośrodków pracuje kierownik.
partners-link = Sprawy do innych ośrodków i od nich: wizytówki, pliki ze sprawami i odpowiedzi.
partners-own = Wizytówka naszego ośrodka
partners-own-help = Drugi ośrodek dowie się z niej, kim jesteśmy: { $name }. Wyślij ją w pliku albo jako tekst; nie ma w niej niczego tajnego.
partners-own-save = Zapisz wizytówkę do pliku…
partners-own-text = Wizytówka jako tekst
partners-own-digits = Cyfry, które czytasz drugiemu ośrodkowi przez telefon
partners-saved = Zapisano: { $path }
partners-no-office = W trybie ćwiczeń nie ma ośrodka, więc nie ma i wizytówki.
partners-known = Znane ośrodki
partners-none = Nie znamy jeszcze żadnego innego ośrodka. Poproś drugi ośrodek o wizytówkę: otwórz ją z pliku albo wklej poniżej.
partners-confirmed = Cyfry porównane przez telefon: { $by }, { $when }
partners-unconfirmed = Cyfry nie są porównane: nic tam nie wyślemy i niczego stamtąd nie przyjmiemy.
partners-replaced = Ten ośrodek ma teraz inny klucz niż ten, który potwierdziliśmy. Zadzwoń pod numer, który znasz od dawna, i zapytaj dlaczego, zanim potwierdzisz nowe cyfry.
partners-confirm-how = Zadzwoń pod numer, który znasz skądinąd, nie z tej wiadomości. Poproś o przeczytanie cyfr z ekranu „Inne ośrodki” i wpisz to, co słyszysz.
partners-heard = Cyfry usłyszane przez telefon
partners-heard-hint = Sześć grup po pięć cyfr; odstępy nie mają znaczenia.
partners-heard-missing = Wpisz cyfry, które słyszysz.
partners-confirm = Sprawdź i potwierdź
partners-now-confirmed = Cyfry się zgadzają: { $name }
partners-add = Dodaj ośrodek
partners-add-card = Wizytówka drugiego ośrodka
partners-add-hint = Wklej cały tekst, który zaczyna się od TERENK1.
partners-add-missing = Wklej wizytówkę.
partners-added = Dodano: { $name }. Teraz porównaj cyfry przez telefon.
partners-card-known = Ten ośrodek już znamy, a jego cyfry są porównane: { $name }.
partners-open-title = Plik z innego ośrodka
partners-open-help = Wizytówka, sprawa albo odpowiedź na sprawę, którą wysłaliśmy. Sprawę najpierw tylko obejrzysz.
partners-open = Otwórz plik…
partners-opening = Ośrodek otwiera plik…
partners-send = Przekaż sprawę do innego ośrodka
partners-send-search = Znajdź sprawę
partners-in-title = Sprawa do przyjęcia: { $name }
partners-in-from = Przysyła: { $from } (cyfry porównane przez telefon). Plik z: { $when }
partners-in-interview = zatwierdzenie: { $by }, { $when }, sygnatura { $sygnatura }
partners-in-request = Sama prośba, bez wywiadu.
partners-in-attachments = { $count ->
    [one] Załącznik: { $count }, { $megabytes } MB
   *[other] Załączniki: { $count }, { $megabytes } MB
}
partners-in-what-happens = Po przyjęciu sprawa dostanie nasz numer i trafi do skrzynki kierownika. Zatwierdzenia są przy tym sprawdzane. Program zapisze plik z odpowiedzią dla drugiego ośrodka.
partners-in-accept = Przyjmij i zapisz odpowiedź…
partners-in-answer-again = Zapisz odpowiedź jeszcze raz…
partners-in-was-accepted = Ta sprawa jest już u nas pod numerem { $number }.
partners-in-was-refused = Ten plik został już odrzucony. Jeżeli sprawa ma jednak przyjść, poproś o nowy.
partners-in-refuse-hint = Przeczyta to drugi ośrodek. U nas z pliku nic nie zostanie.
partners-accepted = Sprawa przyjęta. Odpowiedź zapisano: { $path }. Wyślij ten plik drugiemu ośrodkowi.
partners-refused = Sprawa odrzucona, nic z niej u nas nie zostało. Odpowiedź zapisano: { $path }. Wyślij ten plik drugiemu ośrodkowi.
partners-word-accepted = { $from }: sprawa przyjęta ({ $name }), tam ma nr { $number }.
partners-word-refused = { $from }: sprawa odrzucona ({ $name }). Jest znowu u nas.
partners-word-again = Ta odpowiedź była już wczytana; nic się nie zmieniło.
send-out-title = Do innego ośrodka: { $name }
send-out-to = Do którego ośrodka
send-out-nobody = Nie ma ośrodka z porównanymi cyframi. Najpierw wymień z nim wizytówki i porównaj cyfry przez telefon.
send-out-interviews = Zatwierdzone wywiady, które mają pójść
send-out-interview = { $when }, sygnatura { $sygnatura }
send-out-interview-old = wersja poprawiona później; { $when }, sygnatura { $sygnatura }
send-out-none-approved = W tej sprawie nie ma zatwierdzonego wywiadu.
send-out-request = Bez wywiadu pójdzie sama prośba z danymi rodziny, np. o część II u krewnych (§ 8 rozporządzenia z 2021 r.).
send-out-goes = Z wywiadów idzie: { $names }.
send-out-stays = U nas zostaje: { $names }.
send-out-why-hint = Przeczyta to drugi ośrodek. Nie pisz tu o przemocy ani o zdrowiu: to zostaje u nas.
send-out-send = Zapisz zaszyfrowany plik…
send-out-saved = Zapisano plik: { $path }
send-out-then = Wyślij go drugiemu ośrodkowi; otworzy go tylko on. Sprawa będzie oznaczona „wysłane”, dopóki nie wczytasz pliku z jego odpowiedzią.

# Gdzie jest ta sprawa?
timeline-title = Gdzie jest ta sprawa?
timeline-back = Wróć
timeline-now = Teraz
timeline-history = Przebieg sprawy, od najnowszego
timeline-empty = Nic się jeszcze nie wydarzyło.
timeline-who = { $by }, { $when }
timeline-withheld = Nie widać tu tego, co jest poza Twoim upoważnieniem: { $names }.
timeline-reported = zgłoszenie zarejestrowane
timeline-registered = sprawa przyjęta w ośrodku, nr { $detail }
timeline-visit-assigned = wizyta przydzielona: { $whom }
timeline-visit-failed = wizyta bez wywiadu
timeline-started = rozpoczęto wywiad
timeline-correction-started = rozpoczęto poprawkę wywiadu
timeline-shared = wywiad udostępniony
timeline-approved = wywiad zatwierdzony, sygnatura { $detail }
timeline-accepted = przyjęto w ośrodku, nr { $detail }
timeline-approval-refused = ośrodek nie przyjął zatwierdzenia
timeline-approval-chosen = wskazano ważne zatwierdzenie
timeline-plan-approved = plan pomocy zatwierdzony
timeline-approval-choice-taken-back = cofnięto wskazanie ważnego zatwierdzenia
timeline-plan-approval-taken-back = cofnięto zatwierdzenie planu pomocy
timeline-statement-recorded = odnotowano oświadczenie klienta
timeline-ruling-recorded = odnotowano orzeczenie
timeline-ruling-taken-back = cofnięto zapis o orzeczeniu
timeline-assistance-requested = wniosek o przydzielenie asystenta rodziny
timeline-consent-given = rodzina zgodziła się na pracę z asystentem
timeline-consent-refused = rodzina nie zgodziła się na pracę z asystentem
timeline-assistant-assigned = przydzielono asystenta rodziny: { $whom }
timeline-coordinator-assigned = plan pracy przekazano koordynatorowi rodzinnej pieczy zastępczej: { $whom }
timeline-coordinator-ended = plan pracy odebrano koordynatorowi rodzinnej pieczy zastępczej: { $whom }
timeline-family-let-go = koniec monitorowania: sprawę odebrano asystentowi ({ $whom })
timeline-assistance-ended = zakończono pracę asystenta z rodziną
timeline-family-plan-started = rozpoczęto plan pracy z rodziną
timeline-family-plan-changed = rozpoczęto zmianę planu pracy z rodziną
timeline-family-plan-agreed = uzgodniono plan pracy z rodziną, sygnatura { $detail }
timeline-family-evaluated = okresowa ocena sytuacji rodziny, sygnatura { $detail }
timeline-family-visited = wizyta asystenta u rodziny { $detail }
timeline-family-spoken = notatka głosowa z wizyty u rodziny ({ $detail })
timeline-help-ended = zapisano koniec pomocy
timeline-help-end-taken-back = cofnięto zapis o końcu pomocy
timeline-routed = skierowano do: { $whom }
timeline-taken = podjęto w: { $whom }
timeline-returned = zwrócono do poprawy; odesłał: { $whom }
timeline-return-taken-back = wycofano zwrot do poprawy
timeline-finished = praca zakończona w: { $whom }
timeline-passed-on = przekazano do: { $whom }
timeline-pass-accepted = przyjęto przekazanie: { $whom }
timeline-pass-refused = odmowa przyjęcia: { $whom }
timeline-pass-done = zakończono to, co przekazano: { $whom }
timeline-pass-revoked = cofnięto przekazanie do: { $whom }
timeline-came-from-centre = sprawę przysłał inny ośrodek: { $detail }
timeline-settled = uzgodniono różniące się odpowiedzi: { $detail }
timeline-settling-undone = cofnięto uzgodnienie odpowiedzi: { $detail }
timeline-linked = połączono z teczką nr { $detail }
timeline-unlinked = rozłączono z teczką nr { $detail }
timeline-send-out = Przekaż do innego ośrodka
timeline-glass-broken = wgląd w sytuacji wyjątkowej
timeline-printed = wydruk lub plik
timeline-held-back = coś odłożono w ośrodku do rozstrzygnięcia
timeline-held-accepted = odłożone przyjęto do sprawy; napisane przez: { $whom }
timeline-held-noted = odłożone zachowano jako notatkę; przysłał: { $whom }
timeline-held-filed = rozstrzygnięto: do akt; przysłał: { $whom }
timeline-held-passed = przyczyna odłożenia ustała; przysłał: { $whom }
now-at-worker = Sprawa jest u: { $whom } (wizyta albo wywiad w pracy), od: { $since }.
now-on-its-way = Wywiad jest zatwierdzony ({ $whom }) i czeka na przyjęcie w ośrodku, od: { $since }.
now-waits-in-team = Czeka na podjęcie w: { $whom }, od: { $since }.
now-in-team = Prowadzi ją { $by } ({ $whom }), od: { $since }.
now-returned = Wróciła do poprawy; odesłał: { $whom }, { $since }.
now-being-passed-on = Przekazana do: { $whom }; czeka na przyjęcie od: { $since }.
now-at-first-contact = Czeka na wyznaczenie wizyty od: { $since }.
now-beyond = Wywiad jest przyjęty w ośrodku; dalsza droga sprawy jest poza Twoim upoważnieniem. Ostatnia zmiana: { $since }.
now-finished = Zespoły zakończyły pracę nad sprawą. Ostatnia zmiana: { $since }.

# Przekazanie wszystkich spraw
caseload-title = Przekaż wszystkie sprawy
caseload-intro = Gdy ktoś choruje albo odchodzi: wszystkie sprawy tej osoby idą do innych jednym poleceniem, z wizytami i tym, co przyśle jeszcze jej laptop.
caseload-whose = Czyje sprawy
caseload-whose-hint = wpisz nazwisko
caseload-nobody = Nie ma takiej osoby.
caseload-needs-office = Listę spraw zna ośrodek. Połącz się z nim i spróbuj ponownie.
caseload-empty = Ta osoba nie ma własnych spraw. Gdy jakieś dostanie, pojawią się tutaj.
caseload-count = { $count ->
    [one] { $count } sprawa
    [few] { $count } sprawy
   *[other] { $count } spraw
}
caseload-left = { $count ->
    [one] { $count } zostaje
    [few] { $count } zostają
   *[other] { $count } zostaje
}
caseload-case = Sprawa
caseload-holds = Co w niej jest
caseload-to = Kto przejmuje
caseload-to-of = Kto przejmuje: { $name }
caseload-all = Wszystkie jednej osobie
caseload-stays = zostaje
caseload-name-withheld = rodzina spoza Twojego upoważnienia
caseload-visits = { $count ->
    [one] { $count } wizyta do odbycia
    [few] { $count } wizyty do odbycia
   *[other] { $count } wizyt do odbycia
}
caseload-in-work = { $count ->
    [one] { $count } wywiad w pracy
    [few] { $count } wywiady w pracy
   *[other] { $count } wywiadów w pracy
}
caseload-taken = { $count ->
    [one] { $count } sprawa ze skrzynki
    [few] { $count } sprawy ze skrzynki
   *[other] { $count } spraw ze skrzynki
}
caseload-nothing-given = Wskaż przynajmniej jedną osobę, która przejmuje sprawę.
caseload-reason = Powód
caseload-reason-hint = np. zwolnienie lekarskie, odejście z pracy. Przeczytają go osoby, które przejmują sprawy.
caseload-what-happens = Sprawy przechodzą od razu. Co ta osoba wpisała bez sieci, zanim jej laptop się o tym dowiedział, też trafi do spraw.
caseload-send-all = Przekaż wszystkie sprawy
caseload-send = { $count ->
    [one] Przekaż { $count } sprawę
    [few] Przekaż { $count } sprawy
   *[other] Przekaż { $count } spraw
}
caseload-outcome-accepted = Sprawy przekazane. Nowe osoby dostaną je przy najbliższej wymianie.
caseload-outcome-refused = Ośrodek nie przyjął polecenia. Nic nie przekazano.
caseload-outcome-waiting = Polecenie czeka na ośrodek.
caseload-outcome-awaits_case = Polecenie czeka na ośrodek.
problem-separated = Kto prowadzi pracę socjalną w tej sprawie, nie bierze udziału w jej postępowaniu, i odwrotnie (art. 110a). Niech sprawę weźmie inna osoba z zespołu.
key-letters = G P B O Z
help-letters = w skrzynce: gdzie jest sprawa, przekaż, biorę, oddaj, zakończone
key-letters-pass = T N C
help-letters-pass = przy przekazaniu: przyjmij, odmów, cofnij
### Podobne teczki

alike-title = Podobne teczki
alike-intro = Ośrodek porównuje osoby ze wszystkich teczek i wskazuje podobne. Sam niczego nie łączy. Połączenie niczego nie przenosi: każda teczka zachowuje swoją treść, a pomyłkę można cofnąć.
alike-none = Nie ma teczek do porównania.
alike-surely = Na pewno ta sama rodzina
alike-look = Do obejrzenia
alike-apart = Uznane za różne
alike-linked = Połączone
alike-pair = { $one } i { $other }
alike-family = Zgadza się osoba dorosła i co najmniej połowa składu każdej teczki.
alike-person = Podobna jest osoba, nie cała rodzina: sprawdź, czy nie chodzi o krewnych albo o kogoś z dwóch gospodarstw.
alike-chance = Ocena, że to jedna osoba: { $percent }%.
alike-chance-over = Ocena, że to jedna osoba: ponad 99,9%.
alike-for = Przemawia za: { $reasons }.
alike-against = Przemawia przeciw: { $reasons }.
alike-not-held = osoba z teczki, której tu nie ma
alike-elsewhere = Drugą teczkę prowadzi { $team }. Rozstrzyga ten, kto ma obie teczki, kierownik albo koordynator.
alike-file = Teczka { $number }
alike-number = Numer { $number }
alike-team = Prowadzi: { $team }
alike-interviews =
    { $count ->
        [one] { $count } wywiad
        [few] { $count } wywiady
       *[many] { $count } wywiadów
    }
alike-settled = { $field }: { $value } (druga teczka nie mówi nic innego)
alike-field-first-name = Imię
alike-field-last-name = Nazwisko
alike-field-born = Data urodzenia
alike-field-sex = Płeć
alike-field-pesel = PESEL
alike-field-address = Adres
alike-field-other = Inna informacja
judge-reason = Dlaczego
alike-reason-missing = Napisz, dlaczego: będą to czytać osoby z obu teczek.
alike-link = Połącz: to jedna rodzina
alike-keep-apart = To różne osoby
alike-unlink = Rozłącz: połączono przez pomyłkę
judge-waits = Czeka na ośrodek. Nic się jeszcze nie zmieniło.
alike-linked-by = Połączył(a) { $by }, { $at }. Powód: { $reason }
alike-unlinked-reason = Rozłączone. Powód: { $reason }
alike-apart-reason = Uznane za różne osoby. Powód: { $reason } Wróci do porównania, gdy zmienią się dane.
alike-look-all = Sprawdź teraz wszystkie teczki
alike-look-file = Sprawdź teraz tę teczkę
alike-looking = Ośrodek porównuje teczki…
alike-look-waits = Prośba czeka na połączenie z ośrodkiem.
alike-look-refused = Ośrodek odmówił: nie prowadzisz tej teczki.
alike-looked =
    { $files ->
        [one] Porównano { $files } teczkę ze wszystkimi.
        [few] Porównano { $files } teczki ze wszystkimi.
       *[many] Porównano { $files } teczek ze wszystkimi.
    }
alike-looked-found =
    { $count ->
        [0] Nie ma podobnych.
        [one] Podobna jest { $count } para teczek.
        [few] Podobne są { $count } pary teczek.
       *[many] Podobnych jest { $count } par teczek.
    }
alike-looked-fresh =
    { $count ->
        [0] Nowych par nie ma.
        [one] Nowa jest { $count } para.
        [few] Nowe są { $count } pary.
       *[many] Nowych jest { $count } par.
    }
joint-edits = Edycje wspólne
joint-edits-intro = Co zapisano w obu teczkach, gdy były połączone: { $since } – { $until }. Każdy wpis zostaje w swojej teczce. Widać tylko to, co wolno Ci zobaczyć.
joint-edits-now = nadal
joint-edits-none = W tej teczce nic wtedy nie zapisano.
joined-note =
    { $count ->
        [one] Połączona z teczką { $numbers }
       *[many] Połączona z teczkami { $numbers }
    }
joined-title = Inne teczki tej rodziny
joined-intro = Teczki są połączone, ale każda zachowuje swoją treść. To, co zapiszesz, zostaje w teczce, w której piszesz.
joined-file = Teczka { $number }
joined-chosen = { $field }: { $value } (przyjęto z teczki { $number })
joined-go = Przejdź do tej teczki
joined-not-held = Tej teczki nie ma na tym komputerze: jest poza Twoim upoważnieniem.
joined-interviews = Wywiady z tą rodziną
joined-no-interviews = Nie ma jeszcze żadnego wywiadu, który możesz zobaczyć.
joined-approved = zatwierdzono { $date }, { $by }
joined-in-work = w toku, { $by }
joined-in-this = w tej teczce ({ $number })
joined-in-other = w teczce { $number }
register-known = Czy ta rodzina jest już znana?
register-known-look = Zapytaj ośrodek
register-known-none = Ośrodek nie zna nikogo podobnego.
register-known-found = Ośrodek zna podobne osoby. Sprawdź, zanim założysz nową teczkę.
register-known-offline = Nie ma łączności z ośrodkiem. Przeszukano tylko teczki na tym komputerze; po wymianie ośrodek porówna zgłoszenie ze wszystkimi.
register-known-person = { $name }, rok urodzenia: { $year }
register-known-year-unknown = nieznany
register-known-team = Teczkę prowadzi { $team }
register-known-same = To ta sama rodzina
register-known-other = To inna rodzina
register-known-chosen = Zgłoszenie zostanie dopisane do teczki { $number }.
register-known-undo = Jednak nowa teczka

## Held back by the office, and late edits

held-title = Odłożone
held-intro = Zmiany, których ośrodek nie mógł włączyć do sprawy. Nic nie przepadło: treść leży zaszyfrowana w ośrodku i o każdej zmianie rozstrzyga człowiek.
held-waiting = Czekają na rozstrzygnięcie
held-waiting-none = Nic nie czeka na rozstrzygnięcie.
held-settled = Rozstrzygnięte
held-late = Po zatwierdzeniu
held-late-intro = Te odpowiedzi przyszły, gdy wywiad był już zatwierdzony. Leżą obok niego i niczego w nim nie zmieniają. Wybrane mogą wejść do korekty: nowej wersji z własną sygnaturą.
held-late-none = Nic nie przyszło po zatwierdzeniu.
held-no-case = Sprawa nieznana w ośrodku
held-interview = wywiad, do którego nie masz wglądu
held-case-itself = teczka sprawy
held-from = { $person }, { $laptop }
held-laptop = laptop nr { $number }
held-laptop-unknown = laptop bez numeru
held-came = Przyszło: { $when }
held-came-until = Przyszło: od { $first } do { $last }
held-changes = { $count ->
    [one] { $count } zmiana
    [few] { $count } zmiany
   *[many] { $count } zmian
  }
held-categories = Dotyczy: { $names }
held-why-no-right = Autor nie ma już upoważnienia do tej części sprawy albo nigdy go nie miał.
held-why-forged-author = Zapis podaje jako autora inną osobę niż ta, która go przysłała.
held-why-unknown-case = Ośrodek nie zna sprawy, której dotyczy zapis.
held-why-damaged = Wiadomość jest uszkodzona i nie da się jej odczytać.
held-why-forked = Zapis pochodzi z kopii laptopa, która pracowała obok niego.
held-why-incomplete = Brakuje wcześniejszych zapisów, na których ten się opiera.
held-why-withdrawn = Laptop wycofano albo jego właściciel nie pracuje już w ośrodku.
held-why-newer = Zapisał to nowszy program niż ten w ośrodku.
held-why-private-draft = Prywatny szkic sprawy, którą autorowi odebrano. Nikt go jeszcze nie czytał.
held-why-misplaced = Odpowiedź zapisano w niewłaściwej części danych.
held-why-other-case = Zapis podaje dokument innej sprawy.
held-not-yours = Rozstrzyga kierownik albo koordynator, który może znać tę treść. Ciebie to tylko informuje.
held-open = Pokaż treść i rozstrzygnij
held-open-again = Pokaż treść i rozstrzygnij inaczej
held-opening = Pytam ośrodek…
held-opened = Treść pokazana. Ośrodek odnotował, że ją oglądasz.
held-offline = Treść pokazuje tylko ośrodek, a teraz nie ma z nim połączenia. Nic się nie zmieniło.
held-content-none = Nie ma tu treści, którą dałoby się odczytać.
held-content-private = Treść szkicu zobaczą osoby prowadzące sprawę, gdy zostanie przyjęty.
held-content-withheld = Poza Twoim upoważnieniem: { $names }.
held-sealed = Wywiad jest już zatwierdzony. To, co przyjmiesz, stanie obok niego jako późniejsza zmiana i może być podstawą korekty.
held-answer-removed = (odpowiedź usunięta)
held-answer-unknown = Odpowiedź, o którą nie pyta żaden znany tu formularz
held-way-accept = Przyjmij do sprawy
held-way-accept-late = Przyjmij jako późniejszą zmianę
held-way-note = Zachowaj jako notatkę
held-way-file = Odłóż do akt
held-way-hint-accept = Przyjęte wejdzie pod nazwiskiem autora, obok tego, co wpisano w międzyczasie. Różne odpowiedzi trafią do scalania.
held-way-hint-note = Notatkę przeczytają osoby, które mogą znać ten rodzaj danych w tej sprawie.
held-way-hint-file = Odłożone do akt zostaje w ośrodku i nie wejdzie do sprawy samo. Rozstrzygnięcie można później zmienić.
held-reason-missing = Napisz, dlaczego. Powód zostaje przy sprawie.
held-outcome-accepted = Przyjęte do sprawy
held-outcome-accepted-late = Przyjęte jako późniejsza zmiana
held-outcome-noted = Zachowane jako notatka
held-outcome-filed = Odłożone do akt
held-outcome-passed = Przyczyna ustała, weszło samo
held-step = { $outcome } ({ $changes }): { $by }, { $when }.
held-step-taken-in = { $outcome } ({ $changes }) przez: { $by }, napisane przez: { $author }; { $when }.
held-step-alone = { $outcome } ({ $changes }), { $when }.
held-step-reason = Powód: { $reason }
held-earlier-reason = Powód wcześniejszego rozstrzygnięcia: { $reason }
held-notes = Treść notatki
late-approved = Zatwierdzony { $when }
late-choose = Co wejdzie do korekty
late-taken = jest już w nowej wersji
late-before = Zatwierdzono: { $text }
late-now = Później: { $text }
late-written = { $author }, { $device }, { $when }
late-reason = Dlaczego powstaje korekta
late-nothing-chosen = Zaznacz przynajmniej jedną odpowiedź.
late-start = Zacznij korektę z wybranymi
late-add = Dodaj wybrane do korekty w toku
late-not-yours = Korektę zaczyna osoba, która zatwierdza wywiady w tej sprawie.
late-read = Otwórz wywiad
cases-late = { $count ->
    [one] późniejsze zmiany: { $count }
    [few] późniejsze zmiany: { $count }
   *[many] późniejsze zmiany: { $count }
  }

## Asystent rodziny

assistance-title = Asystent rodziny
assistance-none = Nikt nie wnioskował o asystenta dla tej rodziny.
assistance-with = Z rodziną pracuje: { $assistant }
assistance-ended = Praca zakończona { $on }: { $reason }
assistance-waits-head = Wniosek czeka na kierownika.
assistance-waits-no_consent = Wniosek czeka na zgodę rodziny.
assistance-waits-refused = Rodzina nie wyraziła zgody.
assistance-waits-ended = Praca zakończona.
assistance-requested = Wniosek: { $by }, { $when }
assistance-obligatory = Przydzielenie obowiązkowe (art. 11 ust. 1a ustawy o wspieraniu rodziny).
assistance-consent-given = Zgoda rodziny z { $on } (zapisał(a): { $by })
assistance-consent-refused = Brak zgody rodziny z { $on } (zapisał(a): { $by })
assistance-assigned = Przydzielono: { $assistant } ({ $by }, { $when })
assistance-monitored = Monitorowanie sytuacji rodziny do { $until }
assistance-request = Wnioskuj o asystenta rodziny
assistance-request-title = Wniosek o przydzielenie asystenta rodziny
assistance-request-intro = Wniosek trafi do kierownika, który przydziela asystenta (art. 11 ustawy o wspieraniu rodziny).
assistance-analysis = Analiza sytuacji rodziny
assistance-analysis-hint = Na czym polegają trudności w opiece i wychowaniu i czemu pomoże asystent. Asystent tej analizy nie zobaczy.
assistance-obligatory-legend = Przydzielenie obowiązkowe
assistance-obligatory-option = Małoletni rodzic opuścił młodzieżowy ośrodek, schronisko albo zakład (art. 11 ust. 1a)
assistance-consent-question = Czy rodzina zgadza się na pracę z asystentem?
assistance-consent-yes = Tak, podpisała zgodę
assistance-consent-no = Nie
assistance-consent-later = Jeszcze nie wiadomo
assistance-consent-on = Data na papierze
assistance-consent-future = Data nie może być w przyszłości.
assistance-request-save = Złóż wniosek
assistance-request-saved = Złożono wniosek o asystenta rodziny.
assistance-consent-record = Zapisz zgodę rodziny
assistance-consent-change = Zmień zapis zgody
assistance-consent-title = Zgoda rodziny na pracę z asystentem
assistance-consent-intro = Wsparcie asystenta odbywa się za zgodą rodziny i z jej udziałem (art. 8 ust. 3 ustawy o wspieraniu rodziny). Zgodę podpisuje się na papierze; tu zapisujesz, co się stało.
assistance-consent-saved = Zapisano zgodę rodziny.
assistance-assign = Przydziel asystenta
assistance-reassign = Przydziel innego asystenta
assistance-assign-title = Przydzielenie asystenta rodziny
assistance-assign-intro = Asystent pracuje jednocześnie najwyżej z 15 rodzinami (art. 15 ust. 4 ustawy o wspieraniu rodziny). Liczy je ośrodek.
assistance-who = Kto będzie pracować z rodziną
assistance-nobody = W ośrodku nie ma innego asystenta rodziny. Dodaje go administrator.
assistance-load = { $families ->
    [one] { $families } rodzina
    [few] { $families } rodziny
   *[other] { $families } rodzin
  }
assistance-load-of = { $families ->
    [one] { $families } rodzina z { $limit }
    [few] { $families } rodziny z { $limit }
   *[other] { $families } rodzin z { $limit }
  }
assistance-nearly-full = blisko limitu
assistance-full = limit osiągnięty
assistance-full-explained = Szesnastej rodziny ustawa nie pozwala przydzielić. Wybierz kogoś innego albo poczekaj, aż zakończy się praca z jedną z rodzin.
assistance-refused = Ośrodek odmówił przydzielenia.
assistance-waiting = Prośba czeka na połączenie z ośrodkiem. Asystent będzie przydzielony, gdy ośrodek odpowie.
assistance-assign-saved = Przydzielono asystenta rodziny.
coordination-assign = Przydziel koordynatora pieczy
coordination-change = Zmień koordynatora pieczy
coordination-title = Koordynator rodzinnej pieczy zastępczej
coordination-intro = Gdy dziecko jest w pieczy zastępczej, plan układa się z koordynatorem (art. 15 ust. 1 pkt 2 ustawy o wspieraniu rodziny). Zobaczy plan, wizyty i oceny, nic więcej. Koordynatora z innej instytucji wpisuje się do planu.
coordination-who = Kto będzie koordynatorem
coordination-nobody = W ośrodku nie ma innego koordynatora rodzinnej pieczy zastępczej. Dodaje go administrator.
coordination-nobody-option = Nikt: odbierz plan obecnemu koordynatorowi
coordination-save = Zapisz
coordination-saved = Zapisano, kto jest koordynatorem.
coordination-waiting = Prośba czeka na połączenie z ośrodkiem. Plan zmieni koordynatora, gdy ośrodek odpowie.
coordination-given = Koordynator: { $coordinator } ({ $by }, { $when })
coordination-ended = zakończono { $when }
assistance-end = Zakończ pracę z rodziną
assistance-end-title = Zakończenie pracy z rodziną
assistance-end-intro = Zapisz, kiedy i dlaczego praca się kończy. Rodzina zostaje na Twojej liście, dopóki ją monitorujesz; dzień później sprawa zniknie z laptopa, a to, co wpiszesz wcześniej, trafi do ośrodka.
assistance-end-on = Od kiedy
assistance-end-reason = Przyczyna
assistance-monitor = Monitorowanie do
assistance-monitor-hint = Po zakończeniu pracy asystent monitoruje funkcjonowanie rodziny (art. 15 ust. 1 pkt 16). Zostaw puste, gdy nie będzie monitorowania.
assistance-monitor-early = Monitorowanie nie może skończyć się przed końcem pracy.
assistance-end-saved = Zapisano zakończenie pracy z rodziną.
requests-title = Wnioski o asystenta rodziny
requests-obligatory = przydzielenie obowiązkowe
requests-open = Zobacz wniosek
families-title = Moje rodziny
families-none = Tu zobaczysz rodziny, które przydzieli Ci kierownik. Nowe przyjdą z ośrodka przy wymianie.
families-phone = tel. { $phone }
families-coordinated = Masz plan jako koordynator od { $since }
families-since = Od { $since }
families-ended = Praca zakończona { $on }
families-monitored = monitorowanie do { $until }
families-open = Sprawa
families-plan = Plan pracy
families-plan-none = Nie ma jeszcze planu pracy z rodziną.
families-plan-in_work = Plan w opracowaniu
families-plan-agreed = Plan uzgodniony
families-plan-changed = Plan uzgodniony, zmiana w opracowaniu
families-suggestions = { $count ->
    [one] { $count } propozycja czeka
    [few] { $count } propozycje czekają
   *[many] { $count } propozycji czeka
 }
families-month = Zestawienie miesięczne
families-full = To najwięcej, ile pozwala ustawa
families-nearly-full = Blisko limitu z ustawy

## Plan pracy z rodziną

family-plan-title = Plan pracy z rodziną
family-plan-back = Wróć
family-plan-withheld = Plan pracy z rodziną jest poza Twoim upoważnieniem.
family-plan-main-goal = Cel główny: { $goal }
family-plan-period = Okres planu: { $from } – { $until }
family-plan-with = Z rodziną pracuje: { $assistant }
family-plan-coordinator = Koordynator rodzinnej pieczy zastępczej: { $coordinator }
family-plan-lacks-coordinator = Dziecko jest w pieczy zastępczej, a plan nie ma jeszcze koordynatora rodzinnej pieczy zastępczej. Układa się go z koordynatorem (art. 15 ust. 1 pkt 2 ustawy o wspieraniu rodziny). Przydziela go kierownik; koordynatora z innej instytucji wpisz do planu.
family-plan-none = Rodzina nie ma jeszcze planu pracy. Asystent układa go z członkami rodziny i w konsultacji z pracownikiem socjalnym (art. 15 ust. 1 pkt 1 ustawy o wspieraniu rodziny).
family-plan-none-yet = Rodzina nie ma jeszcze planu pracy.
family-plan-start = Zacznij plan
family-plan-write = Pracuj nad planem
family-plan-change = Zmień plan
family-plan-change-title = Nowa wersja planu
family-plan-change-intro = Uzgodniona wersja zostaje bez zmian. Nowa zaczyna się od niej i obowiązuje od zatwierdzenia.
family-plan-change-reason = Dlaczego plan się zmienia
family-plan-draft = Wersja w opracowaniu. Widzą ją wszyscy, którzy prowadzą plan; obowiązuje dopiero po zatwierdzeniu.
family-plan-conflicts = { $count ->
    [one] W { $count } miejscu dwie osoby napisały co innego. Rozstrzygnij to w planie.
   *[other] W { $count } miejscach dwie osoby napisały co innego. Rozstrzygnij to w planie.
 }
family-plan-agreed = Uzgodnione wersje
family-plan-version = Wersja { $number }, { $when }, { $by }
family-plan-valid = obowiązuje
family-plan-read = Czytaj
family-plan-read-changes = Czytaj i zobacz zmiany
family-plan-print = Drukuj
family-plan-print-version = Drukuj wersję { $number }
family-plan-read-version = Czytaj wersję { $number }
family-plan-empty = Nic tu jeszcze nie ma.
family-plan-by = Autor: { $by }
family-plan-by-changed = Autor: { $by }; ostatnia zmiana: { $other }
family-plan-state = { $on }: { $state }
family-plan-suggest = Zaproponuj zmianę
family-plan-suggest-new = Zaproponuj nową pozycję
family-plan-suggest-of = Zaproponuj zmianę: { $title }
family-plan-suggest-new-of = Zaproponuj nową pozycję: { $title }
family-plan-suggest-title = Propozycja zmiany
family-plan-suggest-new-title = Propozycja nowej pozycji
family-plan-suggest-intro = Plan zmieni się dopiero wtedy, gdy propozycję przyjmie druga osoba, która go prowadzi.
family-plan-suggest-unfit = Wartość nie pasuje do tego pola.
family-plan-suggest-save = Zaproponuj
family-plan-suggested = Propozycja: { $by }, { $when }
family-plan-suggested-own = Twoja propozycja, { $when }
family-plan-suggested-new = Nowa pozycja
family-plan-now = Jest: { $text }
family-plan-then = Ma być: { $text }
family-plan-unnamed = Pozycja bez nazwy
family-plan-accept = Przyjmij
family-plan-refuse = Odrzuć
family-plan-withdraw = Wycofaj
family-plan-accept-later = Przyjąć albo odrzucić ją można po rozpoczęciu zmiany planu.
family-plan-settled-accepted = Przyjęto propozycję.
family-plan-settled-refused = Odrzucono propozycję.
family-plan-settled-withdrawn = Wycofano propozycję.
family-plan-suggest-saved = Zapisano propozycję.
family-plan-visits = Wizyty
family-plan-visits-none = Nie zapisano jeszcze żadnej wizyty.
family-plan-visit-add = Zapisz wizytę
family-plan-visit-title = Wizyta u rodziny
family-plan-visit-intro = Zaznacz, jak stoją działania, o których była mowa. Przy pozostałych nic nie zmieniaj.
family-plan-visit-on = Data wizyty
family-plan-visit-future = Data nie może być w przyszłości.
family-plan-visit-note = Krótka notatka z wizyty
family-plan-visit-line-note = Notatka do działania
family-plan-visit-unspoken = nie było mowy
family-plan-visit-save = Zapisz wizytę
family-plan-visit-saved = Zapisano wizytę.
family-plan-visit-of = { $on }, { $by }
family-plan-visit-gone = działanie spoza obecnego planu
family-plan-visit-unwritten = Masz notatki głosowe z wizyty, która nie jest jeszcze zapisana. Dokończ ją przyciskiem „Zapisz wizytę”.
voice-hint = Nagraj własne słowa o realizacji planu, nie rozmowę z rodziną.
voice-record = Nagraj notatkę
voice-record-of = Nagraj notatkę: { $title }
voice-of-visit = cała wizyta
voice-of-visit-on = wizyta { $on }
voice-of-line-on = { $title }, wizyta { $on }
voice-stop = Zakończ nagranie
voice-stop-of = Zakończ nagranie: { $title }
voice-recording = Trwa nagrywanie
voice-left = zostało { $time }
voice-level = Głośność
voice-silent = Nie słychać żadnego dźwięku. Sprawdź, czy mikrofon jest włączony i nie jest wyciszony.
voice-begun = Nagrywanie rozpoczęte, zostało { $time }.
voice-soon = Do końca nagrania zostało { $time }.
voice-kept = Zapisano notatkę głosową.
voice-full = Czas nagrania minął. Zapisano notatkę głosową.
voice-lost = Mikrofon został odłączony. Zapisano to, co było słychać do tej chwili.
voice-note = Notatka głosowa { $length }
voice-note-by = { $by }, { $when }
voice-play = Odsłuchaj
voice-play-of = Odsłuchaj notatkę głosową { $length }: { $title }
voice-halt = Zatrzymaj ({ $time })
voice-halt-of = Zatrzymaj notatkę głosową: { $title }
voice-remove = Usuń
voice-remove-of = Usuń notatkę głosową { $length }: { $title }
voice-removed = Usunięto notatkę głosową.
voice-restore = Cofnij usunięcie
voice-restored = Przywrócono notatkę głosową.
family-plan-evaluations = Okresowa ocena sytuacji rodziny
family-plan-evaluations-none = Nie było jeszcze oceny.
family-plan-evaluation-start = Zacznij ocenę
family-plan-evaluation-write = Pracuj nad oceną
family-plan-evaluation-due = Okresowa ocena najpóźniej { $on }
family-plan-evaluation-soon = { $days ->
    [one] Okresowa ocena za { $days } dzień: { $on }
   *[other] Okresowa ocena za { $days } dni: { $on }
 }
family-plan-evaluation-today = Okresowa ocena dziś: { $on }
family-plan-evaluation-late = { $days ->
    [one] Termin okresowej oceny minął { $days } dzień temu: { $on }
   *[other] Termin okresowej oceny minął { $days } dni temu: { $on }
 }
family-plan-evaluation-in-work = Ocena w opracowaniu
family-plan-evaluation-made = { $on }, { $by }
family-plan-evaluation-handed = Przekazano: { $to }

month-actions = Działania
month-title = Zestawienie miesięczne
month-intro = Twoje wizyty w miesiącu i działania z planów, o których była na nich mowa.
month-earlier = Poprzedni miesiąc
month-later = Następny miesiąc
month-family = Rodzina
month-visits = Wizyty
month-done = Wykonane
month-partly = Częściowo
month-not_done = Niewykonane
month-changed = Zmienione
month-events = Poza wizytami
month-plan = Uzgodniono plan
month-evaluated = Okresowa ocena
month-ended = Zakończono pracę { $on }
month-none = W tym miesiącu nie pracujesz z żadną rodziną.
month-total = Razem

## Access log

log-title = Dziennik dostępu
log-intro = Kto, kiedy i na którym laptopie czytał, pisał, drukował, zapisywał do pliku i szukał, także bez połączenia z ośrodkiem. Treści spraw tu nie ma. Każde zajrzenie do dziennika też zostaje w nim zapisane.
log-seek = Szukanie w dzienniku
log-who = Kto
log-who-anyone = ktokolwiek
log-who-nobody = Nie ma takiej osoby.
log-case-number = Numer sprawy
log-case-number-hint = Cały numer, na przykład T-2026-000012.
log-what = Co
log-from = Od dnia
log-until = Do dnia
log-day-hint = Na przykład 5.11.2026.
log-day-unread = To nie jest data.
log-days-backwards = Ten dzień jest wcześniejszy niż pierwszy.
log-seek-button = Szukaj
log-clear = Pokaż wszystko
log-needs-office = Dziennik leży w ośrodku, a teraz nie ma z nim połączenia.
log-again = Spróbuj jeszcze raz
log-entries = Wpisy
log-page = strona { $number }
log-shown = { $count ->
    [0] Nic nie znaleziono
    [one] Pokazano { $count } wpis
    [few] Pokazano { $count } wpisy
   *[many] Pokazano { $count } wpisów
  }
log-nothing-found = Nic takiego w dzienniku nie ma. Sprawdź numer sprawy i dni albo pokaż wszystko.
log-empty = Dziennik jest jeszcze pusty.
log-newer = Nowsze
log-older = Starsze
log-when = Kiedy
log-of = Czego dotyczy
log-laptop = Laptop
log-heard = do ośrodka dotarło { $when }
log-office = ośrodek
log-no-laptop = –
log-laptop-number = nr { $number }
log-of-case = sprawa
log-of-interview = wywiad lub pismo w sprawie
log-of-laptop = laptop nr { $number }
log-of-centre = cały ośrodek
log-of-other = nieznane już w ośrodku
log-unknown = czynność z nowszej wersji programu
log-kept = Jak długo wpisy są trzymane
log-kept-years = { $years ->
    [one] Wpisy są trzymane { $years } rok, potem znikają same.
    [few] Wpisy są trzymane { $years } lata, potem znikają same.
   *[many] Wpisy są trzymane { $years } lat, potem znikają same.
  }
log-kept-least = { $years ->
    [one] Przepisy wymagają co najmniej { $years } roku (§ 20 KRI).
   *[many] Przepisy wymagają co najmniej { $years } lat (§ 20 KRI).
  }
log-kept-choose = Trzymaj przez
log-years = { $years ->
    [one] { $years } rok
    [few] { $years } lata
   *[many] { $years } lat
  }
log-kept-settle = Ustal
log-kept-shorter = Starsze wpisy znikną najpóźniej jutro i nie da się ich odzyskać.
log-kept-done = Ustalono. Ta zmiana jest zapisana w dzienniku.
log-kept-waits = Nie ma połączenia z ośrodkiem. Zmiana wejdzie w życie przy następnej wymianie.
log-sort-any = cokolwiek
log-sort-reading = czytanie
log-sort-writing = pisanie
log-sort-printing = drukowanie
log-sort-exporting = zapis do pliku, przekazanie
log-sort-searching = szukanie
log-sort-rights = kto dostał sprawę, a kto ją stracił
log-sort-deciding = rozstrzygnięcia
log-sort-running = konta, laptopy, kopie
log-sort-log = sam dziennik
log-read = czytanie
log-attachment-delivered = załącznik przesłany na laptop
log-held-back-read = obejrzenie odłożonej treści
log-delivered = sprawa przesłana na laptop
log-wrote = pisanie
log-received = przyjęcie zatwierdzonego wywiadu
log-seal-mismatch = zatwierdzenie niezgodne z treścią
log-second-seal = drugie zatwierdzenie tego samego wywiadu
log-taken-from-quarantine = odłożona treść weszła do sprawy
log-recovered = odzyskanie po odtworzeniu ośrodka
log-left-work = przejęcie pracy zostawionej przez poprzednika
log-printed = wydruk
log-exported = zapis do pliku
log-passed-to-partner = przekazanie do innego ośrodka
log-searched = szukanie wśród swoich spraw
log-people-searched = pytanie o osobę w całym ośrodku
log-looked-for-alike = szukanie podobnych teczek
log-granted = dostęp do sprawy dany
log-taken-back = dostęp do sprawy odebrany
log-released = laptop usunął sprawę
log-told-to-let-go = laptop ma usunąć wszystko
log-assistant-assigned = przydzielenie asystenta rodziny
log-coordinator-assigned = przydzielenie planu koordynatorowi rodzinnej pieczy zastępczej
log-handed-over = przekazanie sprawy
log-files-linked = połączenie teczek
log-files-unlinked = rozłączenie teczek
log-files-kept-apart = uznanie teczek za różne rodziny
log-held-accepted = odłożona treść przyjęta do sprawy
log-held-noted = odłożona treść zachowana jako notatka
log-held-filed = odłożona treść do akt
log-glass-broken = wgląd w sytuacji wyjątkowej
log-glass-acknowledged = wgląd w sytuacji wyjątkowej przyjęty do wiadomości
log-named-valid = wskazanie ważnego zatwierdzenia
log-taken-over = przejęcie sprawy z innego ośrodka
log-partner-file-opened = otwarcie pliku z innego ośrodka
log-partner-file-refused = odmowa przyjęcia sprawy z innego ośrodka
log-partner-answer = odczytanie odpowiedzi innego ośrodka
log-partner-added = dodanie innego ośrodka
log-partner-confirmed = potwierdzenie innego ośrodka
log-structure-in-force = nowa organizacja zaczęła obowiązywać
log-structure-decided = decyzja o organizacji
log-rules-replayed = sprawdzenie zasad na dawnych wywiadach
log-member-placed = zmiana zespołów osoby
log-person-added = dodanie osoby
log-person-changed = zmiana ról, zespołów albo zatrudnienia osoby
log-authorised = nadanie upoważnienia
log-code-given = wydanie kodu do laptopa
log-enrolled = podłączenie laptopa
log-withdrawn = wycofanie laptopa
log-unlocked = otwarcie profilu
log-passphrase-recovered = pomoc przy zapomnianym haśle
log-drafts-opened = otwarcie szkiców z utraconego laptopa
log-backup-written = zapis kopii zapasowej
log-backup-tested = sprawdzenie kopii zapasowej
log-backup-failed = nieudana kopia zapasowa
log-restored = odtworzenie ośrodka z kopii
log-log-read = zajrzenie do dziennika
log-log-kept = zmiana czasu trzymania wpisów
log-log-cut = usunięcie wpisów, których czas minął
log-log-broken = przerwany dziennik laptopa: brakuje wpisów, zmieniono je albo to inny laptop

## Reading in an emergency

glass-open = Wgląd w sytuacji wyjątkowej
glass-title = Wgląd w sytuacji wyjątkowej
glass-intro = Sprawa spoza Twoich spraw otworzy się do czytania do końca dnia, a potem sama zniknie z laptopa. Kierownik zobaczy, kto, kiedy i dlaczego ją czytał. Potrzebne jest połączenie z ośrodkiem.
glass-number = Numer sprawy
glass-number-missing = Wpisz numer sprawy.
glass-reason = Dlaczego
glass-reason-hint = Na przykład: zastępstwo w kryzysie, interwencja z policją.
glass-reason-missing = Napisz, dlaczego. Bez powodu sprawa się nie otworzy.
glass-ask = Otwórz do czytania
glass-needs-office = Nie ma połączenia z ośrodkiem. Sprawa się nie otworzyła i nic nie zostało wysłane.
glass-opened = Sprawa otwarta do czytania. Zniknie z laptopa: { $until }.
glass-told = { $count ->
    [one] Ktoś czytał cudzą sprawę w sytuacji wyjątkowej
    [few] { $count } razy czytano cudzą sprawę w sytuacji wyjątkowej
   *[many] { $count } razy czytano cudzą sprawę w sytuacji wyjątkowej
  }
glass-told-line = { $by }, sprawa { $number }: otwarta { $at } do końca dnia.
glass-told-reason = Powód: { $reason }
glass-seen = Przyjmuję do wiadomości
glass-where = Gdzie jest ta sprawa?
glass-seen-waits = Nie ma połączenia z ośrodkiem. Zostanie to zapisane przy następnej wymianie.
