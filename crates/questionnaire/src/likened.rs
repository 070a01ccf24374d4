//! Who a record describes, made ready for comparing with other descriptions.

use serde_json::Value;
use teren_domain::facts::Sex;
use teren_domain::same_family::Person;
use teren_domain::workflow::field;

use crate::answers::Record;

impl Record {
    /// The person whose fields begin with `prefix`; nobody without a name and a number.
    #[must_use]
    pub fn person(&self, prefix: &str) -> Option<Person> {
        let text = |name: &str| {
            let answer = self.answer(&format!("{prefix}{name}"));
            answer.and_then(Value::as_str).unwrap_or_default().trim()
        };
        let (given, surname, pesel) = (
            text(field::FIRST_NAME),
            text(field::LAST_NAME),
            text(field::PESEL),
        );
        if given.is_empty() && surname.is_empty() && pesel.is_empty() {
            return None;
        }
        let sex = match text("sex") {
            "kobieta" | "K" => Some(Sex::Female),
            "mężczyzna" | "M" => Some(Sex::Male),
            _ => None,
        };
        let person = Person::named(given, surname)
            .born(text("born").parse().ok())
            .sex(sex)
            .pesel(pesel);
        Some(person)
    }
}
