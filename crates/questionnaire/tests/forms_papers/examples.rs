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

/// Nothing of the identity that interviews have.
fn of_family(form: &'static str, interview: Value) -> Paper {
    Paper {
        form,
        interview,
        members: Vec::new(),
        rows: Vec::new(),
    }
}

pub fn family_plan() -> Paper {
    let plan = json!({
        "family_plan_family": "Przykładni", "family_plan_made_with": "Otylia i Jan Przykładni",
        "family_plan_assistant": "Adela Asystencka", "family_plan_social_worker": "Ewa Terenowska",
        "family_plan_date": "2026-08-05", "family_plan_from": "2026-08-05", "family_plan_until": "2027-08-04",
        "family_plan_evaluation_date": "2027-02-05", "family_plan_main_goal": "Dzieci mają stałą i bezpieczną opiekę.",
        "family_plan_consulted_on": "2026-08-04", "family_plan_consent": true,
    });
    let problem = json!({
        "area": "opieka i wychowanie", "problem": "dzieci opuszczają lekcje", "held": "babcia w sąsiedztwie",
        "threatened": "cierpliwość wychowawczyni", "lacking": "stały rytm dnia",
    });
    let goal = json!({"goal": "dzieci chodzą do szkoły", "effect": "poprawa frekwencji", "indicator": "frekwencja 90%"});
    let action = json!({
        "action": "ułożenie planu dnia", "goal": "dzieci chodzą do szkoły", "doer": "rodzina", "doer_named": "Otylia Przykładna",
        "from": "2026-08-05", "until": "2027-01-31", "effect": "dzieci wstają na czas", "indicator": "spóźnienia: najwyżej jedno w miesiącu",
        "status": "planowane",
    });
    of_family("family-plan", plan)
        .with_row(
            "family_child",
            json!({"name": "Zofia Przykładna", "stay": "z rodziną"}),
        )
        .with_row("family_problem", problem)
        .with_row("family_goal", goal)
        .with_row("family_action", action)
}

pub fn family_evaluation() -> Paper {
    let evaluation = json!({
        "family_plan_family": "Przykładni", "family_plan_assistant": "Adela Asystencka",
        "family_evaluation_from": "2026-05-05", "family_evaluation_until": "2026-11-05", "family_evaluation_date": "2026-11-05",
        "functioning_care": "Rodzice pilnują planu dnia.", "functioning_health": "Bez zmian.", "functioning_housing": "Bez zmian.",
        "functioning_finances": "Dług spłacany w ratach.", "functioning_relations": "Mniej sporów.",
        "functioning_child_safety": "Dzieci są bezpieczne.", "family_cooperation": "Rodzina jest na spotkaniach.",
        "family_risks": "Niepewna praca ojca.", "family_evaluation_conclusion": "kontynuacja",
        "family_evaluation_reasons": "Cele są osiągane po kolei.", "family_evaluation_next_date": "2027-05-05",
        "family_evaluation_handed_to": "dyrektor OPS", "family_evaluation_handed_on": "2026-11-06",
    });
    let action = json!({
        "action": "ułożenie planu dnia", "status": "zrealizowane", "assessment": "dzieci wstają na czas", "next": "rodzina prowadzi plan sama",
    });
    of_family("family-evaluation", evaluation).with_row("family_action", action)
}
