"""The words by which a follow-up points back, asks for the other language, or says nothing of its own."""

from __future__ import annotations

import re

ENGLISH = re.compile(
    r"(?:(?:请|能|可以|麻烦)?(?:用|说|讲|换成|翻译成|译成|给我)?(?:英文|英语)(?:说|讲|回答|再说)?(?:一遍|一下|吧|呢)?)|(?:in|"
    r"into) english|(?:english|eng)(?: version)?,? (?:please|pls|plz)|say (?:it|that) in english|(?:sorry,? )?(?:my |"
    r"our )?(?:\w+ )?(?:only )?reads? english(?: only)?|english only"
)
CHINESE = re.compile(
    r"(?:请|能|可以|麻烦)?(?:用|说|讲|换成|翻译成|译成|给我)(?:中文|汉语|普通话|简体)(?:说|讲|回答|再说)?(?:一遍|一下|吧|呢)?|(?:in|"
    r"into) chinese|chinese(?: version)?,? (?:please|pls|plz)"
)
AGAIN = re.compile(
    r"(?:could|can|would) you (?:please )?(?:repeat|say|give|tell)(?: me)?(?: that| it| this)?|(?:repeat|say) (?:that|it|this)\b|"
    r"再(?:说|"
    r"讲)一[遍次]|重复一[遍下]|(?:the )?same question(?: please)?|(?:say|tell me) (?:it|that) again|repeat (?:it|that)|once more"
)
FIRST = re.compile(
    r"(?:回到|回|说回|再说|还是)(?:最开始|一开始|最初|第一个|头一个|第一问)(?:问题|那个|的)?|back to (?:the|my) (?:first|original|"
    r"initial)(?: one| question)?|the first (?:one|question)"
)
PREVIOUS = re.compile(
    r"(?:回到|回|说回|再说)(?:前一个|上一个|前面那个|刚才那个|上上个|之前那个|前面)(?:问题)?|back to (?:the|my) (?:previous|last|"
    r"earlier|"
    r"one before)(?: one| question)?"
)
FILLER = re.compile(
    r"^(?:(?:那么?(?![个些里边条家两三]|\d)|好吧|好的?|行吧?|说正事|言归正传|回到正题|嗯|哦|换个话题|另外|顺便|对了|再问|请问"
    r"|(?:back to (?:the )?|ok(?:ay)?|fine|and|so|then|well|also|sorry|thanks|cheers|what about|how about|now)\b)[,，。.!:：\s–-]*)+"
)
LEAD = re.compile(
    r"^(?:那么?(?=[^些里边儿个是])|其中的?|还有|再|然后|and\b|what about|how about|of which|of those|of these|then|but|or)\s*"
)
TAIL = re.compile(r"(?:呢|吗|(?<![什怎多那])么|啊|吧|咧|please|then|too|instead)?[\s?？。.!！,，]*$")
ANAPHORA = re.compile(
    r"[这那该]一?(?:条款|条|项)|它|里面|其中|这[个条项些块事里]|那[个条项些块]|该(?:项|条|任务)|此|\b(?:it|its|that|this|these|those|"
    r"them|they|there|the two|"
    r"both|"
    r"that one)\b"
)
SEVERAL = re.compile(
    r"(?P<pair>俩|两[边条处](?=都|各)|两(?:个五年|个?时期|期|者|项|个)?(?=加|一起|合|总|的?差|之|相)|\bthe two\b|\bboth periods\b)|"
    r"[这那][后前]?(?P<han>[两二三四五])[个项条]?|\b(?:all |the |these )*(?P<english>two|three|four|both)\b|(?P<these>这些|these|"
    r"all of them|各自)"
)
ORDINAL = re.compile(
    r"(?P<last>后者|后面(?:这|那)?(?:个|条|项|一个)|最后[一那这]?(?:个|条|项)|\bthe latter(?: one)?\b|\bthe last one\b)"
    r"|(?P<first>前者|前面(?:这|那)个|第一(?:个|条|项)(?!五年)|\bthe former(?: one)?\b|\bthe first one\b)"
    r"|(?P<second>第二(?:个|条|项|处)(?!五年)|\bthe second(?: one)?\b)"
    r"|(?P<earlier>[头前]一(?:个|条|项|处))|倒数第(?P<back>[一二三四五六七八九十])(?:个|条|项|处)"
    r"|第(?P<nth>[三四五六七八九十])(?:个|项|处)(?!五年)|\bthe (?P<nth_en>third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth)(?: one)?\b"
)
OF_THEM = re.compile(
    r"^(?:其中|里面?|里头|这里面)?(?:讲|说|提到?|涉及|关于|和|跟|与)(?P<topic>[^的,，?？]{1,8}?)(?:有关|相关|方面)?的(?:是|有|"
    r"都)?(?:哪|几|呢|吗)"
    r"|^(?:which|any|how many) of (?:those|these|them) (?:are |is |have )?(?:about|on|concern(?:s|ing)?|to do with|deal(?:s|ing)? with|"
    r"related to) (?P<about>.+)"
)
PART_OF = re.compile(r"^(?:这?其中|这?里[面头]|当中|of (?:which|that|these|those|them)\b)")
THIS_CLAUSE = re.compile(r"[这那该]一?(?:条款|条)|\b(?:this|that) (?:clause|task|item)\b")
DOING = re.compile(r"负责|承担|完成|落实|实施|达到|实现|[些啊呀的了么]")
OWN_NUMBERS = re.compile(
    r"^(?:这|那|它|里面|其中|这条|那条|该条|这一条)*(?:有没有|有|带|含)(?:什么|啥)?(?:量化|具体|定量|数字)?的?(?:目标|指标|数字)(?:吗|"
    r"么|呢|没有|没|是多少|多少)*[?？]?$|(?:any|a) (?:numeric|quantified|numerical) (?:target|figure)s?"
)
EMPTY = re.compile(
    r"有?哪些|哪几个|哪一?项|哪个|哪家|里面|有没有|是不是|是否|是什么|分别|各自|"
    r"[\s?？,，。.!！:：、—–\-的了呢吗么啊吧那这其中它该此个条项事块里具体还有到底一下共总计建做搞成要得由归是都各谁座家辆台处只间管]|"
    r"涉及|负责|承担|"
    r"\b(?:the|a|an|of|in|is|are|it|its|that|this|these|those|them|one|ones|and|what|about|for|by|to|do|does|please|which|there|ok|so|"
    r"then|how|now|just|only|part|in charge|s)\b"
)
NEXT_PERIOD = re.compile(
    r"下一?个?五年|后一?个?五年|下个规划期|(?:next|following|subsequent|later) (?:five|5)[- ]year|(?:next|following) (?:plan|period)"
)
WHEN = re.compile(r"什么时候|啥时候|何时|哪年|哪一年|几年|年份|时间|期限|从哪年起|\bwhen\b|what year|which year|deadline|by what date")
ASKING = re.compile(r"哪|什么|啥|几(?!乎)|谁|怎|多[少大久长高]|\b(?:which|what(?! about)|who|how(?! about))\b")
CONVERTS = re.compile(r"合|折|换算|换|成|等于|相当于|\b(?:in|into|equals?|makes?|come to|would be|convert(?:ed)?|to)\b")
