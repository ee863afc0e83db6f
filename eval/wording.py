"""The words by which the scorer recognises comparators, denials and affirmations, in Chinese and English."""

from __future__ import annotations

import re


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


AT_LEAST = _any_of(
    "以上|不低于|不少于|不小于|不得低于|不得少于|至少|最低|最少|起码|下限|大于|超过|高于",
    "≥|>=|＞|>",
    "at least|no less|not less|not below|no fewer|no lower|not fewer|or more|or above|or higher|minimum",
    "more than|above|over|exceed",
)
AT_MOST = _any_of(
    "不高于|不超过|不大于|不多于|不得高于|不得超过|以下|以内|至多|最多|最高|上限|小于|低于|少于|之内",
    "≤|<=|＜|<",
    "at most|no more|not more|no higher|not exceed|not above|not over|or less|or lower|or below|maximum",
    "less than|below|under|within|up to|capped|ceiling",
)
ABOUT = _any_of("约|左右|大概|大致|近|≈", "about|around|approximately|roughly|nearly")
COMPARATOR_WORDS = {">=": AT_LEAST, ">": AT_LEAST, "<=": AT_MOST, "<": AT_MOST, "~": ABOUT}

DENIAL = _any_of(
    "不是|不对|不正确|不属实|不准确|不确切|不符|不够|不行|不达标|不满足|不可以|不能|不在|不计|不算|不需要|不属于",
    "不包括|不包含|不必|不一致|不同|不全|不完全|不成立|不涉及|没有|没说|没写|并非|并不|并没|未达|达不到|没达",
    "未列|未写|未规定|未提|未要求|有误|错误|(?<![是能可])否(?!则)|而非|而不是",
    r"(?<![a-z])no(?![a-z.]|\s+(?:less|more|fewer|lower|higher|later|earlier)(?![a-z]))",
    r"(?<![a-z])not(?![a-z]|\s+(?:less|more|fewer|lower|higher|below|above|exceed\w*|only|over|later)(?![a-z]))",
    "n't(?![a-z])|n’t|incorrect|false(?![a-z])|wrong|falls? short|fails?|short of|cannot|neither|nor(?![a-z])",
    "rather than",
)
AFFIRMATION = _any_of(
    r"^\W*(?:是的|是[,，。:：]|对[,，。的]|没错|正确|属实|可以|符合|达标|够|满足|能[,，。]|有[,，。]|计入|算[,，。的])",
    "(?<!不)(?<!未)(?:符合|达到要求|满足|达标|属实|计入|之内|足够)",
    r"^\W*(?:yes|correct|right|true|indeed)(?![a-z])",
    "(?<![a-z])(?:meets?|complies|satisf(?:y|ies)|is enough|is sufficient|qualif(?:y|ies)|counts?)(?![a-z])",
)
PLAIN_YES = _any_of(
    r"^\W*(?:是的|是[,，。:：]|对[,，。的]|没错|正确|属实|确实)",
    r"^\W*(?:yes|correct(?![a-z])|right[,.]|that(?:'s| is) (?:right|correct|true)|indeed)",
)
NOT_AMONG = _any_of(
    "不在|不是|不包括|不包含|不含|没有|未列|并非|不属于|没列|不涉及",
    "not among|not named|not listed|not include|does not name|is not|are not|isn't|aren't|not responsible|no mention",
)
NEGATING_CHARACTERS = re.compile("[不未无没否]")
