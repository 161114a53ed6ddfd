"""The program as its users start it: what it prints, and the code it ends with."""

import json

import pytest

from adapters import __main__ as program
from tests import programs

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder for all tests of this module, so that the sample is built once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "“We stay,” said Ada Fenn, the mayor of Ostrey. About 40 people were arrested on Monday.\n"
    (folder / "strike.txt").write_text(text, "utf-8")
    return folder


def test_it_answers_from_the_sample_without_any_setting(home):
    """A first question needs no configuration."""
    answer = programs.run(home, "ask", "/quote kolesnikova")
    assert answer.returncode == 0, answer.stderr
    assert "Kolesnikova" in answer.stdout


def test_a_conversation_can_be_piped(home):
    """`chat` answers line by line where there is no terminal, and ends with the input."""
    answer = programs.run(home, "chat", stdin="/about\n\n/figures arrests\nmore\n")
    assert answer.returncode == 0, answer.stderr
    assert "6,700" in answer.stdout
    assert "\x1b[" not in answer.stdout


def test_who_leaves_is_let_go(home):
    """`chat` ends where somebody types what ends programs, and nothing after it is answered."""
    answer = programs.run(home, "chat", stdin="/about\nquit\n/figures arrests\n")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip()
    assert "6,700" not in answer.stdout


def test_a_question_may_go_on_from_the_one_before(home):
    """`ask -` turns the page that an answer offers, as the chat does."""
    answer = programs.run(home, "ask", "-", stdin="/figures arrests\n/quote lukashenko\nmore\n")
    first, second = answer.stdout.index("Page 1 of"), answer.stdout.index("Page 2 of")
    assert first < second


def test_each_line_of_json_is_one_reply(home, articles):
    """`ask --json -` prints a reply a line, for plain lines and for requests as JSON; slices are verbatim."""
    questions = [
        "/quote fenn",
        json.dumps({"text": "/check", "replied_text": "50 people were arrested"}),
        "{broken",
    ]
    answer = programs.run(home, "ask", "--articles", articles, "--json", "-", stdin="\n".join(questions))
    replies = [json.loads(line) for line in answer.stdout.splitlines()]
    text = (articles / "strike.txt").read_text("utf-8")
    assert [reply["command"] for reply in replies][:2] == ["quote", "check"]
    assert len(replies) == 3
    quoted = [block for reply in replies for block in reply["blocks"] if block["article"]]
    assert quoted
    assert all(block["text"] == text[block["start"] : block["end"]] for block in quoted)
    quote = replies[0]["blocks"][0]
    assert text[slice(*quote["span"])] == "We stay,"
    assert quote["speaker"] == "Ada Fenn"


def test_extract_keeps_its_contract(home, articles):
    """`extract` prints one JSON line per file, and each record is the slice at its offsets."""
    answer = programs.run(home, "extract", articles / "strike.txt")
    (line,) = answer.stdout.splitlines()
    read = json.loads(line)
    text = (articles / "strike.txt").read_text("utf-8")
    assert read["article"] == "strike"
    for record in (*read["quotes"], *read["figures"], *read["dates"]):
        assert record["text"] == text[record["start"] : record["end"]]
    assert read["quotes"][0]["speaker"]["name"] == "Ada Fenn"
    assert read["figures"][0]["value"] == 40


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ask", "--articles", "nowhere", "/about"), 1, "no folder"),
        (("ask", "--config", "nowhere.toml", "/about"), 1, "--config"),
        (("extract", "nowhere.txt"), 1, "nowhere.txt"),
        (("run",), 1, "no platform has a token"),
        (("run", "--articles", "nowhere"), 1, "no folder"),
        (("answer",), 2, "invalid choice"),
        ((), 2, "required"),
    ],
)
def test_what_cannot_be_done_is_one_line(home, arguments, code, said):
    """A mistake ends with its exit code and a reason on standard error, not with a traceback."""
    answer = programs.run(home, *arguments)
    assert answer.returncode == code
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_unknown_setting_names_the_nearest(home, tmp_path):
    """A mistyped key is refused with the file, the key and the one that was likely meant."""
    file = tmp_path / "config.toml"
    file.write_text('[telegram]\ntokne = "x"\n', "utf-8")
    answer = programs.run(home, "ask", "--config", file, "/about")
    assert answer.returncode == 1
    assert "telegram.tokne" in answer.stderr
    assert "telegram.token?" in answer.stderr


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(28, "No space left on device", "state.db"), "onrecord: state.db: No space left on device"),
        (BrokenPipeError(32, "Broken pipe"), "onrecord: Broken pipe"),
        (TimeoutError(), "onrecord: TimeoutError"),
    ],
)
def test_what_the_machine_refuses_is_one_line(monkeypatch, capsys, tmp_path, error, line):
    """A full disk, a reader that went away, a wait that ended: 1, and a line that says which."""

    def refuse(*_):
        raise error

    monkeypatch.setattr(
        program, "configure", lambda _: None
    )  # else every later test logs to this one's output
    monkeypatch.setattr(program, "_doctor", refuse)
    assert program.main(["doctor", "--home", str(tmp_path)]) == program.FAILED
    assert capsys.readouterr().err == f"{line}\n"
