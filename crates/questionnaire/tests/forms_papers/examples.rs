//! One invented, complete example of every paper; part IX for a child and for a carer.

use serde_json::{Value, json};

use crate::paper::Paper;

const CONCLUSIONS: &str = "Rodzina może pomagać stale w uzgodnionej kwocie. Umowa powinna objąć także odwiedziny i pomoc w zakupach, dotąd udzielaną.";

fn identity() -> Value {
    json!({
        "first_name": "Otylia", "last_name": "Przykładna", "born": "1974-01-05", "pesel": "74010599881",
        "locality": "Wzorcowo", "street": "Próbna", "house_number": "5", "postal_code": "00-950",
        "interview_date": "2026-08-05", "interviewer": "Ewa Terenowska",
    })
}

fn joined(more: &Value) -> Value {
    let mut all = identity();
    let into = all.as_object_mut().unwrap();
    into.extend(more.as_object().unwrap().clone());
    all
}

fn paper(form: &'static str, more: &Value) -> Paper {
    Paper {
        form,
        interview: joined(more),
        members: Vec::new(),
        rows: Vec::new(),
    }
}

fn family(form: &'static str, more: &Value) -> Paper {
    let wage = json!({"kind": "wynagrodzenie – umowa o pracę", "month": "2026-07", "gross": 420_000, "document": "zaświadczenie"});
    Paper {
        members: vec![json!({})],
        rows: vec![("income", wage)],
        ..paper(form, more)
    }
}

pub fn part_i() -> Paper {
    let help = json!({"kind": "zasiłek celowy", "scope": "opał", "amount": 50_000});
    family(
        "part-i",
        &json!({
            "reasons": ["4) bezrobocie"], "needs": "Prosi o opał.", "report_date": "2026-08-03", "diagnosis": "Rodzina radzi sobie.",
        }),
    )
    .with_row("help_money", help)
}

pub fn part_ii() -> Paper {
    family(
        "part-ii",
        &json!({
            "applicant_first_name": "Bożena", "applicant_last_name": "Wzorcowa", "applicant_relation": "zstępny",
            "burdens_regular": "czynsz 600 zł", "help_given": "zakupy co tydzień", "attitude": "życzliwy",
            "agreed_help": "100 zł miesięcznie", "agreed_help_amount": 10_000, "conclusions": CONCLUSIONS,
        }),
    )
    .with_row("other_relative", json!({"name": "Jan Wzorcowy", "phone": "000000001"}))
}

pub fn part_iii() -> Paper {
    family(
        "part-iii",
        &json!({
            "applicant_first_name": "Bożena", "applicant_last_name": "Wzorcowa", "help_given": "100 zł miesięcznie",
            "change_circumstances": "Urodziło się dziecko.", "conclusions": "Kwotę należy obniżyć.",
        }),
    )
}

pub fn part_iv() -> Paper {
    let help = json!({"kind": "zasiłek stały", "scope": "co miesiąc"});
    family(
        "part-iv",
        &json!({
            "reasons": ["5) niepełnosprawność"], "benefits_so_far": "zasiłek stały 1229,00 zł", "situation_family": "Wrócił syn.",
            "needs": "Pyta o wysokość zasiłku.", "diagnosis": "Zmienił się skład rodziny.",
        }),
    )
    .with_row("help_money", help)
}

pub fn part_v() -> Paper {
    let stay = json!({"kind": "rodzina zastępcza", "from": "1990-01-01", "until": "1992-06-30"});
    family(
        "part-v",
        &json!({
            "family_situation": "osoba samotnie gospodarująca", "studying": true, "school_type": "technikum", "school_year": "3",
            "care_total": "2 lata 6 miesięcy", "education_help": 70_000, "conclusions": "Warunki są spełnione.", "programme_attached": true,
        }),
    )
    .with_row("care_stay", stay)
}

pub fn part_vi() -> Paper {
    family(
        "part-vi",
        &json!({
            "citizenship": "wymyślone", "nationality": "wymyślona", "foreigner_status": "ochrona uzupełniająca",
            "status_decision_number": "0000/2026", "status_decision_date": "2026-07-01", "company": "sam",
            "language_foreigner": "c) porozumiewa się w prostych sprawach", "language_course": true, "language_course_children": 0,
            "housing_title": "mieszkanie wynajęte", "needs_gmina_flat": true, "needs": "Chce uczyć się języka.",
            "conclusions": "Program integracji na 12 miesięcy.", "maintenance_amount": 140_000, "social_work_planned": "pomoc w szkole dzieci",
        }),
    )
}

pub fn part_vii() -> Paper {
    let help = json!({"kind": "zasiłek celowy", "scope": "naprawa dachu", "amount": 600_000});
    family(
        "part-vii",
        &json!({
            "benefits_received": false, "situation_housing": "Dom bez dachu.", "situation_property": "Zniszczone meble.",
            "event": "zdarzenie losowe", "event_date": "2026-08-04", "losses": "Spalony dach i poddasze.", "losses_amount": 8_000_000,
            "needs": "Prosi o pomoc w naprawie dachu.",
        }),
    )
    .with_row("help_money", help)
}

pub fn part_viii() -> Paper {
    paper(
        "part-viii",
        &json!({
            "care_benefit": "zasiłek dla opiekuna (art. 7 ust. 1 ustawy o zasiłkach dla opiekunów)",
            "cared_first_name": "Jan", "cared_last_name": "Przykładny", "cared_born": "1944-05-14", "cared_pesel": "44051401359",
            "cared_present": true, "care_given": true, "care_scope": "karmienie, mycie, leki", "care_hours": 14, "care_days": 7,
            "carer_works": false, "carer_gave_up": true, "carer_gave_up_since": "2024-03", "check_findings": "Opieka jest sprawowana.",
            "conclusions": "Warunki są spełnione.",
        }),
    )
}

pub fn part_ix_of_a_child() -> Paper {
    let child = json!({"first_name": "Zofia", "last_name": "Przykładna", "born": "2018-02-01", "lives_with": true});
    paper(
        "part-ix",
        &json!({
            "checked_benefit": "świadczenie wychowawcze (art. 15 ustawy o pomocy państwa w wychowywaniu dzieci)",
            "child_care_given": true, "spent_for_purpose": true, "spent_on": "zajęcia, ubrania", "wasted": false,
            "check_findings": "Dziecko jest zadbane.", "conclusions": "Bez zastrzeżeń.",
        }),
    )
    .with_row("checked_child", child)
}

pub fn part_ix_of_a_carer() -> Paper {
    let mut carer = part_viii();
    carer.form = "part-ix";
    carer.without("care_benefit").with(
        "checked_benefit",
        json!(
            "świadczenie pielęgnacyjne (art. 23 ust. 4aa i 4b ustawy o świadczeniach rodzinnych)"
        ),
    )
}

pub fn asset_statement() -> Paper {
    let more = json!({
        "drawn_up_place": "Wzorcowo", "drawn_up_date": "2026-08-05", "assets_of": "mój", "birth_place": "Wzorcowo",
        "no_movables": true, "no_other_assets": true,
    });
    let mut statement = paper("asset-statement", &more)
        .without("pesel")
        .without("interview_date")
        .without("interviewer");
    statement.rows = vec![
        (
            "asset_flat",
            json!({"area": 290_000, "ownership": "własność"}),
        ),
        (
            "asset_money",
            json!({"kind": "oszczędności", "value": 120_000}),
        ),
    ];
    statement
}

pub fn social_contract_a() -> Paper {
    let more = json!({
        "contract_date": "2026-08-05", "contract_place": "Wzorcowo", "worker_last_name": "Terenowska", "worker_first_name": "Ewa",
        "worker_phone": "000000002", "contract_causes": "brak pracy", "contract_possibilities": "wykształcenie, zdrowie",
        "contract_limitations": "brak dojazdu", "contract_main_goal": "podjęcie pracy", "contract_assessment_date": "2026-11-05",
        "contract_head_settles": true, "contract_informed": true,
    });
    let contract = paper("social-contract-a", &more)
        .without("born")
        .without("interview_date")
        .without("interviewer");
    let action = json!({
        "person_action": "zgłosi się do doradcy", "person_until": "do 31.08.2026",
        "worker_action": "umówi spotkanie", "worker_until": "do 15.08.2026",
    });
    contract
        .with_row(
            "contract_goal",
            json!({"goal": "kurs", "effect": "uprawnienia"}),
        )
        .with_row("contract_action", action)
}

pub fn social_contract_b() -> Paper {
    let mut contract = social_contract_a();
    contract.form = "social-contract-b";
    contract
        .with("unemployed_since", json!("2025-03"))
        .with("job_search", json!("wysyła podania"))
        .with("failure_causes", json!("brak dojazdu"))
}
