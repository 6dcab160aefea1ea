//! Every kind of problem, with the page that `flowlaw explain CODE` prints.

use super::Severity;

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `E0101` for errors, `W0201` for warnings. Never reused.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// What it means, why it matters and how to mend it.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal $explanation:literal;)*) => {
        $(#[doc = $title] pub static $name: Code = Code { id: $id, severity: Severity::$severity, title: $title, explanation: $explanation };)*
        /// All codes, in order.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    CANNOT_READ = "E0001" Error "a file or folder cannot be read"
        "The path does not exist, may not be read, or is not the kind of thing that was expected (a folder where a file should be).\nCheck the spelling and the folder you are in. A folder is fine where it holds a `scenario.yaml`.";
    TOO_LARGE = "E0002" Error "a file is too large"
        "Scenarios and law are read whole, so their size is bounded (16 MiB a file, 1,000,000 values, 100 levels). A file beyond that is usually not a scenario.\nSplit a very large scenario with `include`.";
    NOT_TEXT = "E0003" Error "a file is not text"
        "Scenarios are text files in UTF-8. Documents from a word processor, spreadsheets and files in older Korean or Windows encodings are not.\nSave the file as plain text, UTF-8.";
    NOT_YAML = "E0004" Error "the text is not YAML"
        "Indentation, dashes, colons or quotes do not fit together at the marked place.\nThe usual causes: a tab instead of spaces, a missing space after `:` or `-`, quotes copied from a word processor, a bracket that is not closed, or lines of one block that do not start in the same column.";
    DUPLICATE_KEY = "E0005" Error "a key stands twice"
        "One block says two things about the same key. Many YAML readers silently keep the last one; here that would lose a fact, so it is an error.\nKeep one, or give one of them another name.";
    SEVERAL_DOCUMENTS = "E0006" Error "several documents in one file"
        "A scenario is one document. A line `---` starts another one.\nRemove the line, or put the second document into its own file.";
    EMPTY = "E0007" Error "there is nothing in the file"
        "The file is empty or holds only comments.\n`flowlaw init` writes a first scenario to start from.";
    INCLUDE = "E0008" Error "an include cannot be followed"
        "`include` names files next to the scenario. They must exist, must lie inside the scenario's folder, and may not include each other in a circle. An included file has blocks only, and defines nothing a second time.";
    WRITE = "E0009" Error "the result cannot be written"
        "The folder for the output does not exist or may not be written. Nothing was changed: results are written to a new file first and put in place when complete.";
    UNKNOWN_KEY = "E0101" Error "a key that does not exist here"
        "The word before the colon is not part of the language at this place. Unknown keys are refused because a misspelt key would silently change the answer.\nThe message names the nearest key; `docs/writing-a-scenario.md` lists them all.";
    WRONG_TYPE = "E0102" Error "a value of the wrong kind"
        "The key exists, but its value has another shape: a list where one word is expected, a block where a date is expected, a number that is none.";
    UNKNOWN_WORD = "E0103" Error "a word that does not exist here"
        "Some values are words of a fixed list (sectors, purposes, kinds of data, channels …). The marked one is not in the list.\nThe message names the nearest word or all of them.";
    DANGLING = "E0104" Error "a name that nothing has"
        "The value should be the id of a party, a group of people, a data item, a task, a flow, a contract or a source of this scenario, and none has it.\nUsually a slip of the pen, or the thing was never declared.";
    BAD_DATE = "E0105" Error "not a date or period"
        "Dates are `2024`, `2024-03` or `2024-03-05`; periods are `2024-01-01..2024-03-31`, with both ends included, `2023-09-15..` (still running) or `..2020-08-04`.";
    MISSING_KEY = "E0106" Error "something necessary is missing"
        "This thing cannot be understood without the named key.";
    BAD_ID = "E0107" Error "not a usable id"
        "Ids are the names before the colon: small letters, digits and underscores, starting with a letter. Parties, people, data and tasks may not share an id, and `court`, `none`, `unknown`, `yes` and `no` are taken.";
    EMPTY_VALUE = "E0108" Error "nothing after the colon"
        "A key without a value says neither yes nor no. Write the value; write `unknown` if it is not known; remove the line if nobody relies on it.";
    PATCH_TARGET = "E0201" Error "a change to something that does not exist"
        "A version or variation changes a thing by its id. The id does not exist, and the change does not hold enough to create the thing.\nUsually a slip of the pen.";
    SAME_PATH = "E0202" Error "two disputes or variations write the same fact"
        "Every combination of the disputes' versions must make sense, so two disputes may not both write one fact. Join them into one dispute, or let one of them change something else.\nTwo variations that are tried together may not write one fact differently either, unless one builds on the other.";
    LIKE_CYCLE = "E0203" Error "`like`, `part_of` or `builds_on` goes in a circle"
        "Each of the named things is described as being like the next, so none is described at all.";
    UNKNOWN_SELECTION = "E0204" Error "no such party, variation, reading, rule or law"
        "What was asked for on the command line does not exist. The message lists what there is.";
    IMPOSSIBLE = "E0205" Error "no story is possible"
        "The versions that were chosen exclude each other (`impossible`), so there is nothing to judge.";
    TOO_MANY_POINTS = "E0206" Error "too many open points for an exact answer"
        "Answers are exact: every combination of the open points is judged. Beyond 20 yes/no points that belong to one finding this is refused rather than guessed.\nSettle some of them: with `--as`, with `readings`, or by stating facts.";
    RULE_SHAPE = "E0301" Error "a rule that cannot be understood"
        "A statement of law must have one of `forbidden_unless`, `required`, `forbidden_if` or `exempts`, an id, a title, a citation, how far it was verified, and examples.";
    VERSION_GAP = "E0302" Error "a gap or an overlap between the versions of a rule"
        "The versions of one rule must follow each other day by day. Where the law really was silent in between, write `gap: declared` in the later version.";
    CYCLE = "E0303" Error "definitions that go in a circle"
        "Each of the named rules or concepts is defined by the next. The circle is printed.";
    DUPLICATE_DEFINITION = "E0304" Error "defined twice"
        "Two documents of a pack, or two packs that are judged together, define the same rule, concept, table or question, or two packs have the same id. Nobody could say which one is meant.\nRemove one of them, or give it a name of its own.";
    NEVER_APPLIES = "E0305" Error "an exception that can never apply"
        "The condition contradicts the condition of the rule it belongs to, so it could never excuse anybody.";
    EXCLUSIVE = "E0306" Error "two concepts exclude each other but can both hold"
        "The pack says that at most one of the two holds, and there are facts under which both do. The facts are printed.";
    EXAMPLES = "E0307" Error "a rule without its examples"
        "Every rule shows at least one violation, one lawful case and one case for each ground and exception. They are its tests.";
    CONTRADICTORY_TABLE = "E0308" Error "a table that contradicts itself"
        "On one day two rows of a table say different things about one value, or the same thing twice: a country that is listed with a condition and without one, for instance.\nRows of one value follow each other in time; two rows may only stand side by side where each asks for a certificate of its own.";
    NO_LAW = "E0401" Error "there is no such law"
        "The scenario or the command names a law that is not built in and is not a folder with a `pack.yaml`.";
    NO_EFFECT = "W0501" Warning "a change without effect"
        "A version or variation writes what was already there, so nothing can differ. Usually the wrong thing was changed.";
    BASE_TAKES_SIDE = "W0502" Warning "the base takes a side"
        "A fact that parties dispute is stated outside the dispute as well. Remove it from the base, so that the base holds only what nobody disputes.";
    UNREAD = "W0503" Warning "a fact that no rule reads"
        "No rule of the chosen law asks for this fact, so it cannot change any answer. It still stands in the report. Check the spelling if it should matter.";
    COVERS_NOTHING = "W0504" Warning "an instrument that covers nothing"
        "The consent, notice, contract or certificate covers no flow of the scenario: look at who gave it to whom, for what, and when.";
    UNUSED = "W0505" Warning "declared but never used"
        "Nothing in the scenario refers to this. Remove it, or check whether the name is spelt the same where it should be used.";
    CHECK_SPELLING = "W0506" Warning "a word that looks like another"
        "The word is allowed, but it is close to one the law knows.";
}

/// The page of one code, by its id in any case.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}
