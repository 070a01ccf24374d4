//! The use cases, one module a screen: what a person does, in terms of the rooms below.
//!
//! Never here: Tauri, HTML, SQL, a rule of law, or a Polish sentence that the law or the form does not give.

pub mod contract;
