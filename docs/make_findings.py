"""Makes docs/findings.md and docs/findings.zh.md from the findings' documentation: `make findings`."""

from __future__ import annotations

from pathlib import Path

from motdrill.author.finding_docs import FindingDoc, finding_docs

HEADS = {
    "en": (
        "# Findings of `motdrill check`\n\n"
        "Made from `src/motdrill/author/findings.yaml` by `make findings`; "
        "`motdrill check --explain MD120` prints one.\n"
        "Errors keep a scenario from being played; warnings can be silenced by `accept`, with a reason."
    ),
    "zh": (
        "# `motdrill check` 的检查条目\n\n"
        "由 `make findings` 根据 `src/motdrill/author/findings.yaml` 生成；"
        "`motdrill check --explain MD120` 可查看单条。\n"
        "有错误的场景不能演练；警告可以写明理由，用 `accept` 接受。"
    ),
}
WORDS = {
    "en": {"error": "error", "warning": "warning", "why": "Why: ", "bad": "Not so:", "good": "But so:"},
    "zh": {"error": "错误", "warning": "警告", "why": "为什么：", "bad": "不要这样：", "good": "应该这样："},
}


def document(lang: str) -> str:
    """The whole page in a language."""
    return "\n\n".join([HEADS[lang], *(section(each, lang) for each in finding_docs())]) + "\n"


def section(finding: FindingDoc, lang: str) -> str:
    """One finding."""
    words = WORDS[lang]
    return (
        f"## {finding.number} {finding.title[lang]}\n\n"
        f"`{finding.code}`, {words[finding.level]}\n\n"
        f"{finding.rule[lang]}\n\n"
        f"{words['why']}{finding.why[lang]}\n\n"
        f"{words['bad']}\n\n```yaml\n{finding.bad.rstrip()}\n```\n\n"
        f"{words['good']}\n\n```yaml\n{finding.good.rstrip()}\n```"
    )


def pages() -> dict[Path, str]:
    """Each page with its text."""
    folder = Path(__file__).parent
    return {folder / "findings.md": document("en"), folder / "findings.zh.md": document("zh")}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.name)
