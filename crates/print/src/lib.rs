//! Papers set on pages: values in, PDF/A bytes or pictures out, all in memory.
//!
//! Never here: files, network, clocks, SQL, the knowledge of a form that `questionnaire` keeps, or a rule of law that `domain` states.

mod calculation;
mod changes;
mod checklist;
mod foreign;
mod form;
mod leaf;
mod noted;
mod packing;
mod paper;
mod press;
mod prose;
mod statement;
mod table;
mod text;
mod watch;

pub use calculation::{Calculation, Warning};
pub use changes::{ChangesList, Since};
pub use checklist::{MissingDocuments, MissingRow};
pub use foreign::{ForeignFault, ForeignPages, MOST_PAGES, examine, pictures_of};
pub use form::FormPaper;
pub use noted::{Clause, CopyRow, NotedDocuments, NotedRow};
pub use paper::{Content, Head, Mark, Paper};
pub use press::{Picture, Places, Press, PrintError};
pub use statement::ElectronicStatement;
