"""The general words by which a question shows what it wants. Words of a plan's subject never stand here."""

from __future__ import annotations

import re

_UNIT_NOUN_ZH = "部门|单位|委办局|委办|委局|机构|局|街镇|主体|条线"
_UNIT_NOUN_EN = (
    r"units?|bureaus?|bureaux|departments?|depts?|agencies|agency|authorit(?:y|ies)|offices?|commissions?|bod(?:y|ies)|"
    r"organi[sz]ations?"
    r"|entit(?:y|ies)"
)

UNITS = re.compile(
    rf"哪(?:些|个|几个|几家|家)?(?:{_UNIT_NOUN_ZH})|什么(?:{_UNIT_NOUN_ZH})|责任(?:单位|部门|主体|方)|谁(?:来|在|去|该|要)?(?:负责|管|"
    rf"牵头|承担|主管|抓|落实|推|干|做|办)"
    r"|谁(?:来|在|去|该|得)(?=[\u4e00-\u9fff])|(?:列|点|写|挂|带|有|算|是)了?(?:到|上)?谁|名单|落(?:在|到)(?:哪|谁)|谁头上|哪几家|"
    r"哪些家|归谁|归哪|由谁|由哪|找谁|找哪|谁家|分工|谁的(?:活|事|职责|责任)|(?:归口|主管|负责|"
    r"承办)(?:部门|单位)|哪几家|"
    r"哪些家|(?:该|应该|得|要)找(?:谁|哪)"
    rf"|(?:which|what|name the|list the)\s+(?:\w+\s+){{0,2}}(?:{_UNIT_NOUN_EN})\b|who(?:'s| is| are| has| have| do| does| should| must|"
    rf" will| owns?| runs?| handles?| manages?| leads?)\b"
    rf"|who\b(?= (?:\w+ ){{0,2}}(?:carr(?:y|ies)|looks? after|deals? with|sorts?|signs?|takes?)\b)|whose (?:job|responsibility|task|"
    rf"remit|"
    rf"desk|business)|on the hook|responsib(?:le|ility|ilities)\b|in charge|resp\.?\s+units?|accountable (?:units?|bod)|"
    rf"\b(?:{_UNIT_NOUN_EN})\s+(?:is|are)\s+(?:responsible|in charge|involved|listed)"
)
# What asks for nothing but responsible units, however else the question is worded.
UNITS_PLAINLY = re.compile(
    rf"责任(?:单位|部门|主体)|哪(?:些|个|几个|几家|家)?(?:部门|单位|委办局|委办|委局|局)|谁(?:来|在)?(?:负责|牵头|主管)|归谁|归哪|"
    rf"由谁|谁的(?:活|事|职责)|"
    rf"什么(?:部门|单位|局)|(?:列|写|挂)了(?:到|上)?(?:哪些)?谁"
    rf"|which\s+(?:\w+\s+){{0,2}}(?:{_UNIT_NOUN_EN})\b|whose (?:job|task|remit|responsibility)|on the hook|in charge of|"
    rf"responsible (?:units?|bod|for)|"
    rf"who(?:'s| is| are) (?:responsible|in charge|accountable|supposed to (?:do|deliver|run|look after) (?:it|that|this))|"
    rf"who (?:must|has to|should) (?:do|deliver) (?:it|that|this)|who (?:carries|looks after|handles|owns|runs)\b|"
    rf"\b(?:every|all|each) (?:the )?(?:\w+ )?(?:{_UNIT_NOUN_EN})\b.{{0,14}}\b(?:named|listed|responsible|in charge)"
)
UNIT_TASKS = re.compile(
    r"\b(?:have|has|got) (?:any )?(?:tasks?|duties|responsibilities)\b|(?:都|要|有|负责|管|承担|参与|牵涉|涉及|列|出现|分管|"
    r"管着)\S{0,6}(?:哪些|什么|啥|几)\S{0,4}(?:任务|事|活|工作|条|项|领域|措施)?|"
    r"任务(?:清单|有哪些)|(?:哪些|哪几|几)(?:任务|条款|条目|条|工作|事项|措施)|条目|全?清单|名下|哪些活|分到|什么(?:任务|活|工作)|职责"
    r"|(?:which|what) (?:parts?|places?|sections?)\b|(?:what|which|list|all)\s+(?:\w+\s+){0,3}(?:tasks?|clauses?|items?|duties|"
    r"responsibilities|assignments|jobs|work)|on the hook|"
    r"assigned to|tasks? (?:of|for)|responsible for\b|involved in|have to do|supposed to do|every (?:\w+ ){0,2}task|full list|"
    r"where\b.{0,40}\bresponsible|(?:anything|something) to do|\b(?:appears?|features?|crops? up|shows? up|has a (?:role|part))\b"
)
COUNT = re.compile(
    r"(?:多少|几|共有?几|总共几|一共几)\s*(?:个|项|条|家|类|份|大)?\s*(?P<zh>责任单位|责任部门|部门|单位|委办局|任务|条款|条|行动|"
    r"保障措施|保障|量化目标|目标|指标|项|家|措施|地方)"
    r"|(?P<times_en>how many times\b)|(?P<times>(?:出现|提到|点到|列|写)(?:了|过)?(?:多少|几)[次回条处])"
    r"|(?P<suffix>责任单位|责任部门|部门|单位|任务|条款|行动|保障措施|量化目标|目标|指标|数字目标)(?:一?共|总共|总计|合计)?(?:有|"
    r"是)?(?:多少|几)(?:个|项|条|家)?"
    r"|(?:how many|number of|count (?:of )?(?:the )?)\s*(?:\w+\s+){0,5}?(?P<en>responsible units|units?|bureaus?|bureaux|departments?|"
    r"agencies|tasks?|clauses?|items?|articles?|actions?|safeguards?|safeguard measures|targets?|quantified targets|commissions)\b"
)
MOST = re.compile(r"最多|最忙|最重|第一多|\bmost\b|busiest|largest number|highest number")
FEWEST = re.compile(r"最少|最轻|最闲|\bfewest\b|\bleast\b|smallest number|lowest number")
JOINT = re.compile(
    r"共同|一起|联合|都(?:要)?(?:负责|有|参与|出现|涉及|列|管|在)|同时|交集|共有|均|\bboth\b|joint|together|in all (?:of|two|three|"
    r"four|"
    r"five)|in every|(?<!what )(?<!the )(?<!a )\bshared?\b(?! of)|\bco-|in common|overlap"
)
WITHOUT = re.compile(
    r"(?:但|而|却|可)?(?:没有(?!哪)|没列|没(?:挂|份|带)|没|不含|不包括|不包含|无|不在|(?<!是)不是|不涉及|不参与|未列)|除了|排除|"
    r"\bbut not\b|\bwithout\b|"
    r"\bexcluding\b|\bexcept\b|\bnot (?:in|including|listed|involving|with)\b|\babsent\b|missing|\bout\b(?! of)|\bleft out\b|"
    r"\bnever in\b"
)
# All responsible units but those that the question names.
BESIDES = re.compile(
    r"除(?:了|开|去)?.{1,24}?(?:以外|之外|外|[,，]|还)|(?<!之)(?<!以)以外|\b(?:apart from|besides|other than|except(?: for)?|"
    r"in addition to|aside from)\b"
)
ALL_OF_THEM = re.compile(r"全名单|全部名单|完整名单|一共|总共|full list|all of them|complete list")
# Which of several units has more.
WHO_MORE = re.compile(r"(?:谁|哪[家个条])\S{0,8}(?:多|少)|(?:which|who) (?:\w+ ){0,4}(?:more|fewer)\b")
DIFFERENCE = re.compile(
    r"区别|不同|不一样|一样吗|差别|差异|差多少|相差|差额|差距|提高几|提升几|高几|对比|比较|比比|相比|增加|增长|增幅|多出|少了|高多少|"
    r"低多少|多多少|比[^,，。?？]{1,14}(?:多|少|高|低|大)(?!久)|"
    r"增加多少|变化|"
    r"\bvs\.?\b|versus|differ|compare|exceed|contrast|comparison|than\b|contrast|\bchange"
)
LIST = re.compile(
    r"哪些|有啥|列出|列一下|列举|所有|全部|清单|一览|汇总|都有|盘点|罗列|有哪几|哪几|\blist\b|\ball\b|every(?:thing)?\b|which\b|"
    r"what\s+(?:are|targets|figures|numbers)|overview|\bshow\b|give me"
)
TARGETS = re.compile(
    r"量化|目标|指标|数字|数据(?!中心)|数值|具体数|哪[些几]个?数|硬指标|kpi|\btargets?\b|\bgoals?\b|\bfigures?\b|\bnumbers?\b|quantif|"
    r"indicators?|metrics?|numeric"
)
TASK_NOUN = re.compile(r"任务|条款|几条|哪条|哪些条|哪几条|\btasks?\b|\bclauses?\b|\bitems?\b|工作|\bmeasures?\b|举措|措施")
START = re.compile(
    r"起步|开始|起(?:实施|执行|要求|生效|算|的)|才起|(?:\d年|年份?)起|start|begin|from\s+20|since|effective|take effect|onwards?|kick"
)
LOCATE = re.compile(
    r"哪[几些]条(?:里|中)?(?:面)?(?:提到|出现|写|讲|说|有)?|哪几处|出现在|哪(?:一)?(?:条|处|款|项|一部分|个条款|里)(?:提到|写|讲|说|"
    r"规定|"
    r"提|有|出现|涉及)?|(?:写|出现|规定|提到|记载|放|列|讲)在(?:哪|第几|什么地方)|出处|第几条|在哪(?:条|里|个|儿)|原文(?:在|位置)"
    r"|where\s+(?:in|is|are|does|do|can i|exactly|will i)\b.{0,60}|which\s+(?:clause|task|article|section|item|part|paragraph|passage)|"
    r"what\s+(?:clause|task|article|section)|clause (?:that|number)|\bfind the (?:clause|passage)"
)
YES_NO = re.compile(
    r"吗|(?<![什怎多那这要])么[??]?$|是不是|是否|对不对|对吧|对吗|没错吧|有没有|算不算|可不可以|能不能|行不行|够不够|[是对]吧|没错|"
    r"属实|真的|([是在有管属算归列])不\1|不在(?:里面?|名单|其中|内)|不参[加与]"
    r"|(?:^|^clause \S+ |^[^\sa-z]+ )(?:is|are|does|do|did|must|can(?! you)|could(?! you)|has|have|was|were|will|would(?! you)|should|"
    r"may|isn't|"
    r"aren't|doesn't|"
    r"true or false|so)\b|right\?|"
    r"correct\?|true\?|\bis it (?:true|right|correct)|没记错吧|听说|据说|听闻|核一下|核对|核实|写错|有没有错"
    r"|i heard|i read that|\b(?:verify|confirm|double-?check)\b|吧[?？。]?$|isn't it|aren't they|doesn't it|\?\s*(?:yes|no)\b"
)
CHECK = re.compile(
    r"行不行|差不差|缺不缺|行吗|行么|够吗|够不够|够了|达标|合规|合格|符合|满足|能过|能不能过|过得了|过关|可以吗|可以么|可不可以|"
    r"算不算|超标|达到要求|"
    r"达到了|达没达|有没有达|没达|算完成|完成了吗|够得上|违规|能批|超了|合不合"
    r"|\bok(?:ay)?\b|enough|sufficient|compl(?:y|iant|ies|iance)|acceptable|allowed|\bmeets?\b|\bpass(?:es)?\b|good enough|"
    r"within (?:the )?(?:limit|target)|satisf|short of|on target|fulfil|is that fine|\bfine\b|qualif|too high|too low|"
    r"would .{0,30} do\b|"
    r"reach(?:es|ed)? the"
)
ONLY = re.compile(
    r"只有|仅有|仅仅?|就(?:是)?.{1,10}(?:一家|一个)|独家|一家吗|一家负责|单独|\bonly\b|\bpurely\b|\bexclusively\b|\balone\b|"
    r"\bby (?:itself|themselves)\b|\bon its own\b|自己(?:一家)?(?:干|管|做|负责|搞)|"
    r"\bsolely\b|\bjust\b|\bsingle\b"
)
CORRECTION = re.compile(r"^(?:不对|不是|不|错了|我(?:是)?(?:问|说|指)(?:的)?(?:是)?|no|sorry|actually|i meant?|not)\b")
SAY = re.compile(
    r"讲(?:了)?(?:什么|啥|些)|说(?:了)?(?:什么|啥|些)|内容|主要(?:讲|说|内容|做|干|抓|包括|有)|概括|总结|摘要|简述|介绍|大意|要点|说说|"
    r"讲讲|说的|讲的|写了(?:什么|啥|些)|是什么|是啥|标题|叫什么|题目|summar|what does|what do|what is|what's|gist|about|outline|"
    r"explain|"
    r"content|say|title|headline|heading"
)
HOW_MANY = re.compile(
    r"多少|(?<![哪那这好])几(?!乎|何)|多大|多高|多长|多远|多久|比例|占比|数量|总数|百分之|how (?:many|much|long|far|large|big|high)|"
    r"what (?:share|"
    r"percentage|proportion|number|figure|level|rate|capacity|area|size|length|total)|percent|number of|quota"
)
CONCERNED = re.compile(
    r"要求|规定|义务|必须|适用|注意|遵守|得(?:做|符合|满足|装|建|用)|需要(?:做|满足|符合|注意)|must|have to|need to|require|obligation|"
    r"appl(?:y|ies)|rules?|comply|observe|expected|supposed|should we|do we"
)
WHICH_ACTION = re.compile(
    r"(?:属于|归(?:在|入|到|属)?|归属|放在|在|列入|隶属)\s*(?:于)?\s*(?:哪|什么|第几)\s*(?:一)?(?:个|项|大)?\s*(?:行动|部分|板块|领域|"
    r"章)|哪个行动|which (?:action|part|section|chapter)|under which|what action"
)
ACTION_NOUN = re.compile(r"行动|板块|领域|\bactions?\b")
WHO = re.compile(r"谁|哪家|哪个委|哪个局|\bwho\b|\bwhich\b")
WHOM = re.compile(r"谁|哪家|一家|\bwho(?:m|se)?\b")
INCLUDED = re.compile(
    r"(?:含|包括|包含|连同|加上|算上|也算|也要|也列|都算|在内|一并)|includ|as well|\btoo\b|plus\b|along with|counting"
)
ONCE = re.compile(
    r"就(?:在|有|出现|列)\S{0,4}(?:一|1)(?:条|次|项|处)|只(?:在|有|出现|列|当|被)?\S{0,4}(?:一|1)(?:条|次|项|处)|仅\S{0,4}(?:一|"
    r"1)(?:条|次|项|处)|only (?:once|one)|just (?:once|one)|"
    r"exactly (?:once|one)|a single (?:clause|task)"
)
SUM = re.compile(
    r"加起来|加一起|加一块|加在一起|合计|总和|之和|合起来|总数|(?:一共|总共|总计)(?!有几|有?哪|\s*[\d一二三四五六七八九十百千万两])|"
    r"\bsum\b|"
    r"\btotal\b|combined|add(?:ed)? (?:up|together)|altogether|"
    r"in all\b|across both"
)
NUMERIC = re.compile(r"量化|百分比|数字|数据(?!中心)|数值|硬指标|figures?\b|numbers?\b|quantif|numeric|percentage")
EVERYWHERE = re.compile(
    r"凡是|提到|讲到|涉及|comes? up|所有|全部|哪些地方|哪几处|各处|分散|不止一处|哪几条|哪些条|每一处|都在哪|通篇|从.{1,8}到|各条|"
    r"\bacross\b|"
    r"\ball\b|every|"
    r"everywhere|anywhere|places|throughout|which clauses|clauses that|mentioned|mentions?|\btouch|沾边|找全|别处|都出现"
)
UNIVERSAL = re.compile(r"全部|全都|统统|百分之?百|一律|无一例外|完全|\ball\b|\bevery\b|entirely|fully|completely|each and every|100 ?%")
SHARE = re.compile(
    r"占.{0,12}(?:多少(?!平|个|辆|吨|万|度|千)|几成|几分|比例|百分)|百分之几|几成|比重|贡献|what (?:share|slice|part|portion|"
    r"percentage|percent|"
    r"proportion|fraction)|how much of|as a share|\b(?:share|slice|portion|percent|percentage) of"
)
WHAT_IS = re.compile(
    r"是(?:什么|啥|指什么|指的什么|指啥)(?:意思|指标|目标|数字|数|的)?|(?:到底)?是?哪一?(?:项|个指标|条)的?$|又?是说什么|"
    r"指(?:的是)?(?:什么|啥)|什么意思|代表什么|what(?:'s| is| does|"
    r" are)(?: the)?|stand for|refer to|\bmean\b|then\b"
)
GAP = re.compile(
    r"差(?:了)?(?:多少|几)|增幅|增长了?(?:多少|几|百分)|超了|欠了|还差|离.{0,6}多远|相差|差额|差距|(?<!最)(?:多|高|低|少|增加|提高|"
    r"提升|增长)(?:了)?(?:多少|几个)|(?:再|还要|又要?)\S{0,2}(?:抬|提|涨|升|降|压)\S{0,3}(?:多少个?百分点|几个?百分点|几个点|几成)|"
    r"\bgap\b|difference|"
    r"how much (?:more|larger|"
    r"higher|less|lower|bigger)|by how (?:much|many)|(?:还|尚)(?:差|缺|欠)|how far (?:off|from)|\bshort of\b|shortfall|"
    r"how (?:many|much) short|still need"
)
# What remains of one's own total beside the part that is asked for.
REST = re.compile(
    r"[剩余]下?(?:的|来)?(?:多少|几|最多|至多|还)|其余|余下|[剩余]多少|还能?剩|没(?:利用|用上)|\bleft (?:over|for)\b|\bis left\b|"
    r"remain|the rest\b|everything else"
)
IN_FIELD = re.compile(r"领域|方面|行动|板块|[这那]一?块|口子|条线|\baction\b|\barea\b|\bfield\b|\bsector\b|\bunder\b|\bwithin\b")
ONLY_SAFEGUARDS = re.compile(
    r"safeguards only|(?:只|仅|哪些|哪几条|几条|里的?|中的?)\S{0,3}保障|保障措施(?:里|中|部分)|only\W+(?:\w+\W+){0,3}safeguard|"
    r"which safeguards?|"
    r"safeguards? (?:does|is|are)|in the safeguard"
)
SEVERAL_PLACES = re.compile(
    r"两处|几处|多处|两条|两个(?:条款|任务|地方)|合起来|合并|两项|(?:two|both|several) (?:tasks|clauses|places)|merged|combined"
)
EVERYTHING = re.compile(
    r"哪些(?:\S{0,4})?(?:要求|规定|义务|条款|地方|硬|约束|指标|事)|什么(?:\S{0,4})?(?:要求|规定|义务)|都有啥|注意(?:什么|哪些)|适用|"
    r"管(?:到|得着|不管)|(?:which|what)\W+(?:\w+\W+){0,3}(?:requirements?|obligations?|rules?|duties|numbers|provisions|parts)|"
    r"what (?:applies|must we|do we have|should we|else)|apply to us|affect us|concern us|checklist|everything that applies"
)
ASKED_UNIT = re.compile(
    r"(?:多少|几)\s*(?P<unit>公斤|千克|万吨|吨|兆瓦|万千瓦|千瓦|亩|公顷|平方公里|万平方米|平方米|平米|公里|度电|千瓦时|万元|亿元|元)|"
    r"how many (?P<unit_en>square kilometres|square metres|kilograms|kilos|kg|tonnes|tons|megawatts|kilowatts|hectares|kilometres)"
)
HOW_MANY_EXACTLY = re.compile(
    r"多少|(?<![哪那这好])几(?!乎|何)|百分之|总数|how (?:many|much)|what (?:share|percentage|number|figure|capacity|total)|percent"
)
ALL = re.compile(
    r"一次说全|说全|全部|所有|都列|完整|各项|全文|通篇|\ball (?:the )?(?:\w+ ){0,3}(?:numbers|figures|targets)|every (?:number|figure|"
    r"target)|complete"
)
WHOLE_PLAN = re.compile(r"全文|整个方案|整份|通篇|全方案|各项|whole plan|entire plan|throughout|in the plan")
TELL = re.compile(
    r"讲(?:了)?(?:什么|啥)|说(?:了)?(?:什么|啥)|主要内容|内容是|概括|总结|摘要|大意|要点|写了(?:什么|啥)|具体内容|怎么规定|summar|"
    r"what does .{0,40}\bsay\b|gist|\boutline\b|what is .{0,20} about|in(?:to)? plain (?:english|words)|in simple words|in (?:one|"
    r"a few) lines?|讲给|通俗"
)
LOCATE_PLACES = re.compile(
    r"(?:哪[几些]条|哪几处|第几条)\S{0,4}(?:提到|出现|写|讲到|里有)|(?:写|出现|提到|规定|讲)在\S{0,3}(?:哪|第几)|"
    r"where .{0,60}(?:written|"
    r"mentioned|printed|stated|found)|which (?:clause|task|section)s? (?:mention|talk|speak|deal|cover|say)"
)
SHARED_UNITS = re.compile(
    r"共同|同时|重合|重叠|交集|共有|相同|(?<!不)一样|同一|两条都|三条都|每条|都(?:列|出现|在)|\bboth\b|in common|\bcommon\b|overlap|"
    r"in all\b|"
    r"(?<!what )(?<!the )(?<!a )\bshared?\b(?! of)|\bsame\b"
)
MORE_THAN = re.compile(r"比.{0,8}多(?:了|出)?(?:哪|什么|谁|几)|(?:extra|additional) (?:unit|bod|bureau)")
NUMBERED_ONLY = re.compile(
    r"(?:35|三十五|编号|全部)?(?:项|条|个)任务(?:里|中)|编号任务|numbered tasks?|\btasks? only\b|(?:不含|不算|不包括|除了?|除去|"
    r"去掉)\S{0,4}保障|保障\S{0,6}(?:不算|除外|不含|不要)|(?:leave out|leaving out|without|excluding|except|"
    r"not counting) (?:the )?safeguard"
)
NOT_NAMED = re.compile(
    r"不是(?:其|它)?的?责任(?:单位|部门)|不负责|不参与|没份|不管(?!有)|不涉及|\bnot (?:a |one of the |among the )?(?:responsible|"
    r"named|listed|included|involved)|没有.{1,8}的(?=有|任务|条|项|是)|没(?:有)?(?:把|被)?.{0,14}(?:列|写|算)(?:进|入|为|上)?|"
    r"没有.{1,10}(?:参与|负责)|未列|不含|"
    r"不包括|(?:do(?:es)?|did) not (?:list|"
    r"name|include|mention)|(?:don't|doesn't) (?:list|name|include)|\bomits?\b"
)
REPEATED = re.compile(r"(?<!去掉)(?<!去)重复|两遍|两次|印了|twice|repeated|duplicate")
UNIT_WORD = re.compile(
    r"部门|单位|委办|机构|\bunits?\b|\bbureaus?\b|\bbureaux\b|\bdepartments?\b|\bdepts?\b|\bagenc(?:y|ies)\b|\bcommissions?\b|"
    r"\bbod(?:y|ies)\b|"
    r"\borgani[sz]ations?\b"
)
_NO_NAME = (
    "(?:an?|the|if|when|think|is|are|was|our|my|your|any|this|that|each|every|which|what|of|by|to|does|do|for|in|on|and|or|some|one|no|local|"
    "other|another|same|responsible|lead|leading|single|city|district|government) "
)
UNIT_LIKE = re.compile(
    r"区?(?:(?![哪几个是不里各些有该这那])[\u4e00-\u9fff]){2,4}?(?<!布)(?<!格)(?<!全)(?<!结)(?<!当)局(?![限部面势势域])|"
    r"区(?:(?![哪几个是不里各些有该这那])[\u4e00-\u9fff]){1,4}(?:委员会|委|办|部)(?![员托外分理公])"
    rf"|(?:(?!{_NO_NAME})[a-z]+ ){{1,3}}(?:bureau|ministry)\b|ministry of [a-z]+"
)
QUALITATIVE = re.compile(
    r"定性|不(?:只|光|仅|限)(?:是|于)?(?:数字|量化)|not (?:only|just) (?:the )?(?:numbers|figures)|不管有没有数字|措辞|文字|"
    r"qualitative|wording|words"
)
WHICH_OF = re.compile(r"哪些|哪几|\bwhich\b|\bwhat\b|list")
ALSO_TARGET = re.compile(
    r"目标值|指标值|目标.{0,4}(?:和|加|以及|、|,).{0,6}(?:责任|部门|谁)|(?:数字|指标|数值|多少|几个?).{0,14}(?:责任|部门|谁|哪家|哪些)|"
    r"target.{0,20}(?:and|who|which)|how (?:many|much).{0,60}(?:who|which)|what .{0,60} and (?:who|which)|share and the units"
)
COUNT_FORWARD = re.compile(
    r"(?:多少|几)\s*(?:个|项|条|家|类)?\s*(?P<zh>责任单位|责任部门|部门|单位|任务|条款|行动|保障措施|量化目标|目标|指标)"
)
PERCENT = re.compile(r"百分之几|百分之多少|几个百分点|多少个百分点|percent|per cent")
TITLE = re.compile(r"叫(?:什么|啥)|标题|全称|题目|名称是|\btitles?\b|\bheadings?\b|\bcalled\b|name of (?:the )?(?:action|task|clause)")
_WHEN_EN = (
    r"\bwhen (?:is|are|was|were|do|does|did|will|would|must|should|shall|can|could|has|have|exactly|precisely)\b|\bwhen\W*$|"
    r"\b(?:since|until|till|by|from|and|or|says?|know|tell me|states?) when\b"
)
# `when` alone often begins a clause that asks for no date.
WHEN = re.compile(
    rf"什么时候|啥时候|何时|哪(?:一)?年|几几年|哪(?:一)?天|几月|哪个月|几号|几年编|{_WHEN_EN}|what year|which year|what date|"
    rf"\bdate of\b|"
    r"(?:completion|commissioning|opening|closing) date|by what time"
)
DESCRIBE = re.compile(
    r"怎么(?!样?算)|如何|哪些(?:办法|措施|手段|招)|哪几招|用什么招|干嘛|干什么|做什么|干啥|describe|\bhow (?:does|do|is|are|will|"
    r"should|must|would)\b|what (?:measures|tools|steps)|explain"
)
NUMBERS_OF_TASKS = re.compile(
    r"哪[几些]条|编号|下面有|包括哪|哪几项|几件|哪些方面|which tasks|what tasks|\bheadings\b|\btitles\b|one line (?:per|each)"
)
# Tasks that name so many units and no others.
EXACTLY_UNITS = re.compile(
    r"(?:恰好|正好|刚好|只有|只列了?|exactly|just|only)\s*(?:有|列了?)?\s*(?P<number>\d+|[一二两三四五六七八九十]+|[a-z]+)\s*(?:个|"
    r"家)?\s*(?:责任)?(?:单位|部门|"
    r"(?:responsible )?(?:units|bodies|bureaus|departments))"
)
NO_OTHERS = re.compile(
    r"没有?(?:别人|其他|别的|第.家)|再无|不带别人|\bno(?:body| one)? (?:else|others?)\b|and no others?|only these|nobody else"
)
SEVERALLY = re.compile(
    r"分别|各(?:是|有|自|多少|为)|都是|两个|两种|两类|对比|以及|\bboth\b|respectively|each|\bversus\b|\bvs\b|compare"
)
AT_LEAST = re.compile(
    r"不(?:得|能|可|应)?(?:低于|少于|小于)|至少|最少|起码|以上|大于|高于|超过|多于"
    r"|at least|no less|not less|no lower|more than|greater than|above|exceed|or more|minimum"
)
AT_MOST = re.compile(
    r"不(?:得|能|可|应)?(?:高于|超过|大于|多于)|至多|最多|以下|以内|低于|小于|少于"
    r"|at most|no more|not more|no higher|less than|lower than|below|under\b|maximum|or less"
)
NOT_BELOW = re.compile(r"不(?:得|能|可|应)?(?:低于|少于|小于)|no less|not less|no lower|not lower")
NOT_ABOVE = re.compile(r"不(?:得|能|可|应)?(?:高于|超过|大于|多于)|no more than|not more than|no higher|(?:not|n't|never) exceed")
EXISTING_STATE = re.compile(
    r"既有|现有|已建|已有|老(?!百姓)|旧|存量|改造|改建|改完|翻新|\bexisting\b|\bold(?:er)?\b|already built|retrofit|renovat|refurbish|"
    r"upgrad"
)
NEW_STATE = re.compile(
    r"(?:想|要|拟|准备|打算|计划)\S{0,6}(?:建|盖|造)(?!筑|设)|(?:建|盖|造)一|\b(?:build|building|construct|constructing) (?:a|an|our|"
    r"its)\b|新建|新盖|新造|新开|新的|新设|拟建|新(?=[老旧])|\bnew\b|\bnewly\b|\bplanned\b"
)
OF_WHICH = re.compile(
    r"[,，;；?？和及与、]\s*(?:这)?(?:其中|里头|里面|当中|内)|[,;?]\s*(?:and )?(?:how (?:much|many) )?of (?:which|it|that|them|these|"
    r"those)\b"
    r"|\band (?:how (?:much|many)|what (?:share|part)) of (?:it|that|them|these|those)\b"
)
GROWTH = re.compile(
    r"增(?:幅|长率|速|长百分|加百分|长了?百分)|(?:多|高|少|低|涨|增长?|增加|提高)(?:了|出)?(?:百分之几|百分之多少|几成|几个?%|多少%)|"
    r"百分之[几多]"
    r"|in percent|percentage (?:increase|growth|change)|what percent|per cent (?:more|increase)|growth rate|relative"
)
# What looks like the name of a unit and is none: the word for units in general, one's own (`我们局`).
NO_UNIT_NAME = re.compile(r"委办|部门|单位|[我你您他她它咱本贵]|^(?:the |which |what |our |my |your )*(?:bureau|ministry)$")
AFTER = re.compile(r"(?<=\d)年?(?:底)?(?:之后|以后|过后|后面?的?)|\b(?:after|beyond|post|later than)[\s-]+(?:the end of )?(?=20\d\d)")
# The dimension that a list is limited to, as one word of the question says it.
DIMENSIONS = {
    "share": re.compile(r"百分比|百分数|比例指标|百分数|比例类|比率|%|\bpercent(?:ages?)?\b|\bshares\b"),
    "area": re.compile(r"面积类|面积的(?:数|指标|目标)|面积(?:指标|目标|数字)|\barea\b(?= (?:targets|figures|numbers))"),
    "length": re.compile(r"长度类|公里数|\blength\b(?= (?:targets|figures|numbers))"),
}
COUNTED = re.compile(r"数量类|数量的?指标|个数|\bcounts\b")
# The direction that a list is limited to: comparator -> the words for it.
COMPARATORS = {
    "<=": re.compile(r"上限|封顶|不高于的|不超过的|\b(?:ceilings?|caps?|upper limits?|maximums?)\b"),
    ">=": re.compile(r"下限|保底|不低于的|不少于的|\b(?:floors|lower limits?|minimums)\b"),
}
# A list of the figures of some topics, however it is worded.
FIGURES_OF = re.compile(
    r"哪[些几]个?(?:具体|硬)?数|(?:各|分别)(?:自)?(?:是|有|要)?(?:多少|哪些|几)|数(?:字)?(?:报|列|说|给)|几项都|建设量|量化|硬数字|"
    r"指标|"
    r"\b(?:which|what|all the) (?:numbers|figures|targets)\b"
)
# Kinds of units (units.csv) by the words for them.
UNIT_KINDS = {
    "company": re.compile(r"(?<![我贵本你家])(?<!我们)公司|\bcompan(?:y|ies)\b|corporation"),
    "park_body": re.compile(r"管委会|园区(?:管理)?(?:机构|主体)|\bmanagement committees?\b|\bpark (?:bodies|authorities|committees)\b"),
    "bureau": re.compile(r"委办局|\b(?:district )?(?:bureaus|bureaux|departments)\b"),
}
INSTEAD = re.compile(r"而不是|不是|不算|instead of|rather than|\bnot\b")
OUTSIDE = re.compile(
    r"(?:但|却|而)?(?:不在|不属于)|(?:除了?|除开|除去|不算|以外|之外)|\b(?:apart from|other than|outside(?: of)?|besides|"
    r"except(?: for)?|excluding)\b"
)
NAMES = re.compile(
    r"名称|名字|叫(?:什么|啥)|标题|题目|分别是|哪几件|都是什么|分成?几|几(?:点|个方面|大块)|spell (?:them )?out|name (?:them|all)|"
    r"哪(?:几|些|十|五|\d)|有什么|列出|"
    r"列一下|\bnames?\b|\bheadings?\b|\btitles?\b|\blist\b|"
    r"\bwhat are\b"
)
QUANTIFIED = re.compile(
    r"量化|定量|(?:带|有(?!什么|哪|啥)|含|附)\S{0,6}(?:指标|数字|数值)|quantif|numeric|(?:with|carry|carries|having|"
    r"have) (?:\w+ ){0,3}(?:targets?|figures)\b"
)
WHO_ELSE = re.compile(
    r"还有(?:谁|哪)|都有(?:谁|哪)|(?:一共|总共)有?哪|其他(?:是|有|还)|who else|which (?:other|else)|\bthe others\b|full list"
)
BELONGS = re.compile(
    r"属于|归(?:在|入|到|属)|放在|列在|算在|划在|隶属|\bbelongs? (?:to|under)|\b(?:falls?|comes?|listed|is|sits?) under\b|part of"
)
EVERY_TASK = re.compile(
    r"条条|(?:每|所有|全部|35|三十五)(?:一)?(?:个|项|条)?(?:任务|条款|条|都)|(?:every|"
    r"all)(?: single)?(?: one)?(?: of)?(?: the)?(?: \d+)? (?:tasks?|clauses?)"
)
EACH_ALONE = re.compile(r"各自|独有|各有|分别|\bonly in\b|\bunique\b|\beach alone\b")
YEARLY = re.compile(
    r"平摊|均摊|年均|平均(?:到)?(?:每|一)年|每年(?:平均)?(?:多少|几|要)|一年多少|per year|(?:come|comes|amount|work out) to (?:a|"
    r"per) year|evenly|a year on average|annual average|"
    r"each year on average"
)
# What a question for the whole plan is made of; if nothing else is left of it, it has no topic of its own.
WITHOUT_TOPIC = re.compile(
    r"请|帮我|给我|我想|想知道|能不能|可以|一下|这个|这份|该|本|整个|整份|全文|全部|所有|全体|一共|总共|共|都|有|是|里面?|中|的|了|吗|"
    r"呢|列出?来?|罗列|"
    r"列举|清单|一览|哪些|哪几个|什么|啥|多少|几|个|项|条|家|方案|计划|文件|规划|总结|概括|摘要|概要|概述|介绍|简述|简要|大意|主要|"
    r"内容|讲|说|写|"
    r"责任单位|责任部门|单位|部门|量化|具体|目标|指标|数字|[\s?？,，。.!！:：]"
    r"|\b(?:please|can|could|you|me|us|give|show|list|name|all|every|of|the|this|whole|entire|plan|document|text|in|is|are|there|what|"
    r"which|"
    r"how|many|summari[sz]e|summary|overview|outline|about|does|do|say|says|tell|an?|its|it|responsible|units?|bodies|bureaus|"
    r"departments|"
    r"targets?|goals?|figures|numbers|quantified|quantitative|complete|full|short|brief|i|want|need|to|see|for|have|has|carry)\b"
)
PLAN_NOUN = re.compile(r"方案|计划|文件|规划|全文|\b(?:plan|document|text)\b")
# What a question sets aside (`不算机关也不算学校`, `not a school`): no words of its topic.
SET_ASIDE = re.compile(
    r"[,，;；]?\s*[^,，;；。?？]{1,10}(?:不用(?:讲|说|管|提|列)|先不(?:管|说|谈|提))"
    r"|(?<![是要])(?:也|并|又)?(?:不算|不是|不属于|并非|而非)(?!.{0,12}(?:吗|吧|么))[^,，。;；:：()（）?？、也又]{1,12}"
    r"|,? (?:but )?not (?:an? |the )?(?!only|just|more|less|below|above|yet)[a-z]+(?:(?: or| and|"
    r",)? (?:an? )?[a-z]+){0,4}(?=\s*[,;:.?–—)-])"
)
HOW_MANY_OF = re.compile(r"(?:多少|几)\s*(?:个|项|条|家)|how many|number of")
DELIVER = re.compile(r"交账|交差|完成(?:什么|啥|哪些|多少)|达到(?:什么|啥|哪些|多少)|\b(?:deliver|achieve|reach|accomplish|fulfil)\b")
IS_THERE = re.compile(r"有没有|有无|是否有|\bis there\b|\bare there\b|\bany\b")
WHO_DOES = re.compile(
    r"^(?:and |so |but )?who(?:m)? (?:has|have|must|should|is to|are to|will|needs?|does|is going|is supposed|is meant|do i)\b|"
    r"^(?:到底|究竟|最后)?(?:由)?谁(?:来|要|得|该|去|负责)"
)
MENTIONS = re.compile(
    r"(?:有没有|有无|是否|是不是|没有?)(?:专门|明确)?(?:提到|提及|涉及|规定|说|讲|写|要求)|提(?:到|及|过).{0,12}(?:吗|没有|没)|"
    r"(?:does|do|did) (?:the plan|it|they) (?:\w+ )?(?:mention|cover|address|include|contain|say anything|refer|deal with|provide for)"
)
# `哪几家厂`, `which plants`: somebody else than a responsible unit.
OTHER_ONES = re.compile(
    r"哪(?:几|些|一)?(?:家|个|座|所|块|片)?[老旧新大小]?(?:厂|工厂|企业|公司|园区|地方|片区|区域|项目|平台|学校|公园)|(?:厂|企业|公司|"
    r"园区|片区|"
    r"项目|平台|公园)(?:是|有|叫)?哪"
    r"|\b(?:which|what|name the) (?:\w+ )?(?:plants?|compan|firms?|parks?|places|sites|areas|projects?|platforms?|programmes?|schools?)"
)
# A number that is none of a whole or decimal, positive one: an exponent, a fraction, a minus sign.
ODD_FIGURE = re.compile(
    r"\d+(?:\.\d+)?e[+-]?\d+|(?<![\d/])\d+\s*/\s*\d+(?![\d/])|(?<![a-z0-9%])[-−]\d|负(?:\d|[一二两三四五六七八九十百千万]+)|"
    r"\bminus \d"
)
# What asks for something in the plan, however little it says.
NAMES_SOMETHING = re.compile(
    r"任务|条|项目|行动|保障|单位|部门|目标|指标|数字|方案|文件|计划|\b(?:plan|tasks?|clauses?|units?|bodies|targets?|goals?|figures|"
    r"numbers|document)\b"
)
RELATED = re.compile(r"有关|相关|关于|涉及到?(?!哪)|\babout\b|related to|concerning|dealing with|to do with")
# A figure that the question itself sets aside (`三星级,不是二星`) stands behind these words.
DENIED = re.compile(r"(?:不是|而非|并非|\bnot|instead of|rather than)\s*$")
BINDING = re.compile(r"必须|硬性|强制|死命令|刚性|一定要|\b(?:mandatory|must|binding|compulsory|obligatory|hard requirement)\b")
ABOUT = re.compile(r"左右|大约|大概|约莫|差不多|\b(?:about|around|roughly|approximately)\s+\d")
EITHER = re.compile(r"还是(?!要|得|会)|\bor\b(?! (?:lower|less|fewer|below|more|higher|above|better|over|under|not)\b)")
# Words that bear out what the trained model supposes a question to ask in vain: an aspect -> what is said of it.
_NOW = re.compile(
    r"现在|眼下|目前|如今|当前|现阶段|实际|到底|已经?\S{0,4}了?(?:多少|几)|截[至止]|迄今|\b(?:so far|to date|currently|at present|"
    r"right now|today|as of now|already|actual)"
)
_NAMED = re.compile(
    r"名字|名单|叫(?:啥|什么)|哪[一几]?(?:家|位)|挂帅|姓|职务|\b(?:by name|names? (?:and|of)|which (?:compan|firm)|who (?:personally|"
    r"chairs|heads|won)|list of)"
)
_WHY = re.compile(r"为什么|为啥|凭(?:什么|啥)|怎么定|论证|依据|道理|原因|\bwhy\b|reason|rationale|how come")
# A year, month or day, where a period of five years is no answer.
EXACT_DATE = re.compile(r"哪(?:一)?年|几月|哪(?:个)?月|几号|哪(?:一)?天|\b(?:what|which) (?:year|month|day|date)|exact date")
_MONEY = re.compile(r"钱|资金|资本|投资|预算|造价|产值多少|\b(?:capital|invest|money|cost|budget|funding|spend|yuan|value target)")
_FREQUENCY = re.compile(r"多久|一年[一几两]|几年一|隔年|每隔|频率|\b(?:how often|annual|annually|every year|frequency|yearly)")
_CRITERIA = re.compile(r"才算|算得上|怎么界定|标准是|定义|口径|几分|\b(?:counts? as|criteria|qualif|definition|defined|points)")
_WHERE = re.compile(r"哪(?:几)?(?:条|个)?(?:路|马路|村|地块)|设在哪|\b(?:which (?:streets?|roads?)|exact (?:sites?|locations?|spot))\b")
BORNE_OUT = {
    "progress": _NOW, "baseline": _NOW, "person": _NAMED, "name_list": _NAMED, "contractor": _NAMED, "reason": _WHY,
    "budget": _MONEY, "price": _MONEY, "deadline": re.compile(f"{EXACT_DATE.pattern}|{_FREQUENCY.pattern}"),
    "schedule_detail": _FREQUENCY, "definition": _CRITERIA,
    "eligibility": _CRITERIA, "method": _CRITERIA, "address": _WHERE,
}
# Two figures are held against each other: which is more, firmer, or whether they are the same.
SAME = re.compile(r"一样(?:吗|么|不|$)|一致|一回事|相同|同一个|打架|矛盾|\b(?:the )?same\b|equal|conflict|contradict")
COMPARED = re.compile(
    r"(?:谁|哪[个种边条档]?)(?:\S{0,6}?)(?:更|高|低|大|多|严|紧|硬|松)|更(?:高|低|大|多|严|紧|硬|松)|差在哪|有(?:啥|什么)不同|区别|"
    r"\b(?:stricter|tougher|tighter|looser|higher|lower|larger|bigger|greater|firmer|softer) (?:for|than|of|one|limit|target|share)|"
    r"\b(?:which|is it|are they|any) (?:\w+ ){0,3}(?:stricter|tougher|tighter|higher|lower|larger|bigger|firmer)|\bdiffer"
)
# Help that nobody gives: to cheat, forge, break in.
HARMFUL = re.compile(
    r"(?:怎么|怎样|如何|教我|教教|有(?:什么|啥)?办法|帮我)\S{0,14}(?:偷[电逃漏]|作弊|造假|伪造|做假|绕过|规避检查|逃避|黑进|入侵|篡改|"
    r"行贿|骗(?:补|取)|瞒报|蒙混)"
    r"|how (?:could|can|do|to|might|would|should) (?:\w+ ){0,3}(?:tamper|hack|bypass|forge|fake|falsify|cheat|bribe|evade|steal|"
    r"sabotage|break into|dodge)"
    r"|help (?:me|us) (?:\w+ ){0,2}(?:tamper|hack|bypass|forge|fake|falsify|cheat|bribe|evade|steal|sabotage)"
)
HOW_OFTEN = re.compile(r"多久\S{0,4}[次回]|每隔多久|\bhow often\b")
# Nothing but thanks and the like.
THANKS = re.compile(
    r"^(?:ok(?:ay)?|好的?|嗯+|哦+|噢|懂了?|明白了?|知道了?|收到|了解了?|谢谢?|多谢|感谢|辛苦了?|哈+|行了?|再见|拜拜|thank(?:s| you)?|"
    r"cheers|got it|great|perfect|bye|"
    r"so much|very much|a lot|understood|[\s,，。.!！~、]|吧|了|啦|呀|啊|您|你)+$"
)
# The insides of the assistant.
INSIDES = re.compile(
    r"你(?:的|们的|开头|前面)?\S{0,6}(?:设定|提示词|指令|系统消息|源代码|配置文件|管理员密码)|系统提示词?"
    r"|(?:paste|print|show|reveal|repeat|output|leak|tell) (?:\w+ )?(?:your|the) (?:\w+ ){0,2}(?:prompt|instructions|settings|"
    r"configuration|source code)"
    r"|instructions you were given|(?:what|which) (?:\w+ )?model (?:are you|is this)|model are you built on"
)
