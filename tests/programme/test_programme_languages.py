"""The terms of the demo in each language that ships: one language from end to end, names too."""

import pytest

from app.programme.describe import earning_term, expiry_term, streak_terms
from app.programme.describe_badges import badge_term
from app.programme.describe_tiers import tier_terms
from app.programme.examples import example
from app.programme.load import load
from app.programme.vocabulary import vocabulary

DEMO = load(example("demo"), vocabulary())
RULES = {rule.id: rule for rule in DEMO.earning}

HAPPY_HOUR = {
    "en": "2 times the points for each purchase on Fridays and Saturdays from 5:00\u202fPM to 7:00\u202fPM",
    "uk": "Множник 2: бали за кожну покупку, щоп'ятниці і щосуботи, з 17:00 до 19:00",
    "ru": "Множитель 2: баллы за каждую покупку, по пятницам и субботам, с 17:00 до 19:00",
    "zh": "每次消费可获得 2 倍积分，限周五和周六，时段 17:00 至 19:00",
    "bg": "Множител 2: точки за всяка покупка, всеки петък и всяка събота, от 17:00 до 19:00",
}
SHARING = {
    "en": "5 points for each share, at most 50 points per month, as long as 1,000,000 points for all members last",
    "uk": "5 балів за кожну дію «поширення», максимум 50 балів на місяць, поки вистачить на всіх учасників: "
    "1\xa0000\xa0000 балів",
    "ru": "5 баллов за каждое действие «публикация», максимум 50 баллов в месяц, пока хватает на всех участников: "
    "1\xa0000\xa0000 баллов",
    "zh": "每次“分享”可获得5积分，最多每月50积分，全体会员共1,000,000积分，送完为止",
    "bg": "5 точки за всяко действие „споделяне“, най-много 50 точки на месец, докато има за всички членове: "
    "1\xa0000\xa0000 точки",
}
EXPIRY = {
    "en": "Points expire 12 months after you earn them, at the end of the month",
    "uk": "Бали згорають через 12 місяців після нарахування, у кінці місяця",
    "ru": "Баллы сгорают через 12 месяцев после начисления, в конце месяца",
    "zh": "积分在获得12个月后的当月结束时过期",
    "bg": "Точки изтичат 12 месеца след получаването, в края на месеца",
}
STREAK = {
    "en": ["Each day with a visit, a purchase, or a check-in counts", "3 in a row: 10 points"],
    "uk": ["Зараховується кожен день, коли є візит, покупка або чекін", "3 поспіль: 10 балів"],
    "ru": ["Засчитывается каждый день, когда есть посещение, покупка или чек-ин", "3 подряд: 10 баллов"],
    "zh": ["有到店、消费或签到的每一天都计入", "连续 3 次：10积分"],
    "bg": ["Зачита се всеки ден, в който има посещение, покупка или чек-ин", "3 поредни: 10 точки"],
}
BADGE = {
    "en": "3 times within 7 days: visit or check-in",
    "uk": "3 рази за 7 днів: візит або чекін",
    "ru": "3 раза за 7 дней: посещение или чек-ин",
    "zh": "7天内3次：到店或签到",
    "bg": "3 пъти за 7 дни: посещение или чек-ин",
}
REACHED = {
    "en": "A level is reached at once",
    "uk": "Рівень присвоюється одразу",
    "ru": "Уровень присваивается сразу",
    "zh": "达到后立即升级",
    "bg": "Нивото се достига веднага",
}


@pytest.mark.parametrize("language", list(HAPPY_HOUR))
def test_ways_to_earn_read_naturally(language: str) -> None:
    assert earning_term(RULES["happy-hour"], DEMO).in_language(language) == HAPPY_HOUR[language]
    assert earning_term(RULES["points-for-sharing"], DEMO).in_language(language) == SHARING[language]


@pytest.mark.parametrize("language", list(HAPPY_HOUR))
def test_the_rest_of_the_programme_does_too(language: str) -> None:
    assert DEMO.tiers is not None
    assert expiry_term(DEMO.assets["points"], DEMO).in_language(language) == EXPIRY[language]
    streak = streak_terms(DEMO.streaks["day-after-day"], DEMO)
    assert [term.in_language(language) for term in streak[:2]] == STREAK[language]
    assert badge_term(DEMO.badges["frequent-flyer"], 3, DEMO).in_language(language) == BADGE[language]
    assert REACHED[language] in [term.in_language(language) for term in tier_terms(DEMO.tiers, DEMO)]
