//! The real window: a worker fills, approves and sends an interview by keyboard; her team finds it in its inbox.
//! Pictures stay in `TEREN_DEMO_DIR`, or in a temporary folder.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod driver;

use std::time::Duration;

use driver::Window;
use teren_domain::access::Role;
use teren_office::NewReport;
use teren_play::centre::Centre;
use tokio::time::sleep;
use uuid::Uuid;

const PASSPHRASE: &str = "zmyślone hasło do okna";
const DIAGNOSIS: &str = "Pani Żaneta gospodaruje sama, mieszka w ciepłym, zadbanym lokalu komunalnym. Emerytura nie wystarcza na opał; \
    zasobem jest dobra więź z sąsiadami. Wnioskuje się o zasiłek celowy na zakup opału.";

struct Office {
    centre: Centre,
    ewa: Uuid,
    pawel: Uuid,
}

impl Office {
    fn open() -> Self {
        let centre = Centre::open("konstancin", teren_office::now_ms()).unwrap();
        let halina = centre
            .person("Halina Dyżurna", vec![Role::FirstContact], Vec::new())
            .unwrap();
        let team = || vec!["konstancin-swiadczenia".to_owned()];
        let ewa = centre
            .person("Ewa Terenowska", vec![Role::FieldWorker], Vec::new())
            .unwrap();
        let pawel = centre
            .person("Paweł Biurowski", vec![Role::BenefitsTeam], team())
            .unwrap();
        let office = Self { centre, ewa, pawel };
        office.report(halina, "Żaneta", "Ćwierć-Źdźbłowska");
        office.report(halina, "Gwidon", "Wymyślony");
        office
    }

    fn report(&self, by: Uuid, first_name: &str, last_name: &str) {
        let now_ms = teren_office::now_ms();
        let report = NewReport {
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            phone: "600 000 001".to_owned(),
            address: serde_json::json!({"street": "ul. Próbna", "house": "7", "flat": "3", "postal_code": "05-510", "locality": "Konstancin-Jeziorna"}),
            received: format!("{}T09:15", teren_office::local_date(now_ms)),
            channel: "telefon".to_owned(),
            urgent: false,
            flags: Vec::new(),
            requested_help: vec!["zasiłek celowy".to_owned()],
            notes: String::new(),
        };
        self.centre
            .office
            .register_report(by, report, Some(self.ewa), now_ms)
            .unwrap();
    }

    fn code(&self, person: Uuid) -> String {
        let address = self.centre.address().to_string();
        self.centre
            .office
            .enrolment_code(person, &address, teren_office::now_ms())
            .unwrap()
    }
}

async fn enrol(window: &Window, code: &str) {
    window.press("#enrol").await;
    window.write("[name=code]", code).await;
    for field in window.all("[name=passphrase]").await {
        field.send_keys(PASSPHRASE).await.unwrap();
    }
    window.press("#enrol-submit").await;
    window.wait_for("#nav-sync").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interview_goes_from_the_keyboard_to_the_teams_inbox() {
    let office = Office::open();
    let laptops = tempfile::tempdir().unwrap();
    let ewas = laptops.path().join("ewa");

    let window = Window::open(&ewas).await;
    window.wait_for("#enrol").await;
    window.picture("01-pierwsze-uruchomienie").await;
    enrol(&window, &office.code(office.ewa)).await;
    window.wait_for_text("Ćwierć-Źdźbłowska").await;
    window.picture("02-dzisiaj").await;
    window.press_text("Zacznij wywiad").await;
    window.wait_for("[name=born]").await;
    window.write("[name=born]", "5.3.1961").await;
    window.write("[name=pesel]", "61030500000").await;
    window.wait_for_text("PESEL").await;
    window.toggle("[name=reasons]", 1).await;
    window.picture("03-czesc-a").await;
    window.section("H").await;
    window
        .write("[name=needs]", "Opał na zimę, naprawa pieca.")
        .await;
    window.wait_for_text("Zapisano na tym laptopie").await;
    sleep(Duration::from_millis(1000)).await;
    drop(window);

    // Killed while typing: the window comes back on the same answer.
    let window = Window::open(&ewas).await;
    window.write("[name=passphrase]", PASSPHRASE).await;
    window.press("#open-profile").await;
    window.wait_for("[name=needs]").await;
    assert_eq!(
        window.value("[name=needs]").await,
        "Opał na zimę, naprawa pieca."
    );
    window.picture("04-po-zabiciu-programu").await;

    window.section("I").await;
    window.write("[name=diagnosis]", DIAGNOSIS).await;
    window.section("J").await;
    window.press("[data-add=help_money]").await;
    window.write("[id$=-kind]", "zasiłek celowy").await;
    window.keys("\u{e007}").await;
    window.write("[name=scope]", "zakup opału na zimę").await;
    window.picture("05-plan-pomocy").await;
    window.section("summary").await;
    window
        .wait_until("#approve", "the interview may be approved")
        .await;
    window.picture("06-podsumowanie").await;
    window.press("#approve").await;
    window
        .wait_until("#approve-yes", "the review is ready")
        .await;
    window.picture("07-przed-zatwierdzeniem").await;
    window.press("#approve-yes").await;
    window.wait_for("#seal-title").await;
    window.picture("08-sygnatura").await;
    window.press("#nav-sync").await;
    window.press("#exchange").await;
    window.wait_for_text("Wymiana zakończona").await;
    window.picture("09-wymiana").await;
    window.press("#nav-cases").await;
    window.wait_for_text("Przyjęto w ośrodku").await;
    window.picture("10-przyjeto").await;
    drop(window);

    let window = Window::open(&laptops.path().join("pawel")).await;
    window.wait_for("#enrol").await;
    enrol(&window, &office.code(office.pawel)).await;
    window.press("#nav-inbox").await;
    window.wait_for_text("Ćwierć-Źdźbłowska").await;
    window.picture("11-skrzynka-zespolu").await;
    window.press("[data-take]").await;
    window.wait_for_text("Prowadzisz tę sprawę").await;
    window.press_text("Czytaj wywiad").await;
    window.wait_for_text("zakup opału na zimę").await;
    window.picture("12-dokument").await;
}
