"""What to write instead of the fields that WordPress, Ghost, Hugo, Jekyll, Eleventy, Pelican and
Hexo, their exporters and their themes write into front matter. A key goes in; an answer comes out.

A field with a meaning here is an error that names ours. One that means nothing here (the number of
a post, comments, what a theme did) is a warning: it may go at any time.
"""

import functools
import re

from ssg.source.fields import Answer

_SIGNS = re.compile(r"[-_\s.]+")

_MEANS = {
    "deck": (
        "subtitle subhead subhed subheading subheadline subline standfirst lede lead leadin dek"
        " tagline2"
    ),
    "title": "headline hed posttitle pagetitle name",
    "summary": (
        "excerpt customexcerpt postexcerpt teaser blurb abstract intro seodescription"
        " metadescription ogdescription twitterdescription socialdescription"
    ),
    "kicker": "extendedkicker overline eyebrow rubric pretitle supertitle",
    "byline": (
        "writer writers reporter reporters postauthor authorname displayname by primaryauthor"
        " creator creators authorprofile"
    ),
    "contributors": (
        "contributor coauthor coauthors translator translators editor editors illustrator"
        " illustrators producer producers"
    ),
    "date": (
        "datetime pubdate publishdate publisheddate publishedat publishedon publicationdate"
        " datepublished dategmt postdate postdategmt created createdat createdon createdate"
        " creationdate issued"
    ),
    "updated": (
        "modified modifiedat modifiedgmt postmodified postmodifiedgmt datemodified updatedat"
        " updatedon updatedate dateupdated lastupdated lastupdate lastupdatedat lastmodified"
        " lastmodifiedat lastmodifiedon revised changed"
    ),
    "expires": "expirydate expiredate expiresat expirationdate unpublishdate enddate validuntil",
    "section": "category primarycategory desk channel primarysection postcategory",
    "tags": "keywords tag keyword topics topic terms subjects labels posttag metakeywords hashtags",
    "series": "serie collection book guide issue seriestitle",
    "weight": (
        "bookweight seriesweight seriesorder seriesindex order menuorder navorder sortorder"
        " position part"
    ),
    "slug": "postname name2 urlname basename",
    "url": "permalink dynamicpermalink saveas urlpath customurl path pathname",
    "aliases": (
        "alias redirectfrom redirect redirects oldurl oldurls previousurls formerurls wpoldslug"
    ),
    "lang": "language locale langcode inlanguage ishreflang",
    "layout": "template customtemplate pagetemplate wppagetemplate view",
    "status": "poststatus state visibility workflow",
    "draft": "isdraft unpublished hidden",
    "ednote": "editorsnote editornote internalnote notes note comment todo",
    "corrections": "correction erratum errata correctionnote updates",
    "related": "relatedposts relatedstories relatedlinks seealso readmore",
    "republish": "syndicate syndication allowrepublishing republishable",
    "share": "sharing showshare sharebuttons socialshare shareicons",
    "dateline": "location place city geo",
}
_PICTURES = (
    "image images img featuredimage featureimage featuredimg featureimg featuredmedia"
    " featuredphoto primaryimage mainimage leadimage leadphoto heroimage hero headerimage header"
    " cover coverimage coverphoto banner bannerimage thumbnail thumb thumbnailurl photo photos"
    " picture pictures gallery postimage poster teaserimage listimage cardimage ogimage"
    " twitterimage socialimage shareimage metaimage video videos audio enclosure attachments"
    " backgroundimage featuredvideo youtube youtubeid vimeo"
)
_PICTURE_PARTS = {
    "alt": "alt imagealt alttext featureimagealt featuredimagealt imagealttext coveralt",
    "caption": (
        "caption captions imagecaption featureimagecaption featuredimagecaption photocaption"
        " cutline covercaption"
    ),
    "credit": (
        "credit credits imagecredit photocredit photographer photoby imageby imagesource"
        " covercredit photocredits imageattribution"
    ),
    "focal": "imagegravity gravity focalpoint imageposition objectposition",
}
_OTHERS = {
    "categories": Answer(
        "write one of them as `section:`, and the others below `tags:`", "section"
    ),
    "linktitle": Answer("ssg has one headline for all places: keep the better one in `title`"),
    "titletag": Answer("ssg has one headline for all places: keep the better one in `title`"),
    "seotitle": Answer("ssg has one headline for all places: keep the better one in `title`"),
    "metatitle": Answer("ssg has one headline for all places: keep the better one in `title`"),
    "ogtitle": Answer("ssg has one headline for all places: keep the better one in `title`"),
    "twittertitle": Answer("ssg has one headline for all places: keep the better one in `title`"),
    "link": Answer(
        "the path of the story's address is `url: /world/ferry-strike/`; a page elsewhere belongs"
        " below `related:`",
        "url",
    ),
    "redirectto": Answer(
        "a story cannot lead elsewhere: give the story that is meant an entry below `aliases:` with"
        " this one's address, and remove this file"
    ),
    "sourceurl": Answer("write `source: {name: AP, url: https://…}`", "source"),
    "originalurl": Answer("write `source: {name: AP, url: https://…}`", "source"),
    "sourcename": Answer("write `source: {name: AP, url: https://…}`", "source"),
    "agency": Answer("write `source: AP`, with its key in site.yaml", "source"),
    "wire": Answer("write `source: AP`, with its key in site.yaml", "source"),
    "license": Answer("write it below `source:`, as `licence:`"),
    "licence": Answer("write it below `source:`, as `licence:`"),
    "canonical": Answer(
        "below `source:` write the story's `url`, and `canonical: source` where that copy counts"
    ),
    "canonicalurl": Answer(
        "below `source:` write the story's `url`, and `canonical: source` where that copy counts"
    ),
    "copyright": Answer("of the site it belongs into site.yaml, of a picture below its `rights:`"),
    "rights": Answer(
        "of a picture they stand in its entry below `media:`, of a text below `source:`"
    ),
    "imagesize": Answer("ssg makes pictures in all sizes itself: remove it", is_idle=True),
    "content": Answer("the text of the story stands below the second line `---`"),
    "body": Answer("the text of the story stands below the second line `---`"),
    "text": Answer("the text of the story stands below the second line `---`"),
    "postcontent": Answer("the text of the story stands below the second line `---`"),
    "html": Answer("the text of the story stands below the second line `---`"),
    "plaintext": Answer("the text of the story stands below the second line `---`"),
    "password": Answer("a static site keeps no page secret: write `status: withheld`, or `draft`"),
    "retracted": Answer("write `status: killed`, and say why below `corrections:`", "status"),
    "kill": Answer("write `status: killed`, and say why below `corrections:`", "status"),
    "hold": Answer("write `status: withheld`, or `draft: true`", "status"),
    "onhold": Answer("write `status: withheld`, or `draft: true`", "status"),
    "unlisted": Answer("every story that is published is in lists: write `draft: true`", "draft"),
    "notbefore": Answer("write `embargo:` with date, time and zone", "embargo"),
    "noindex": Answer("a story cannot be kept from search engines alone: remove it, or the story"),
    "embargodate": Answer("write `embargo:` with date, time and zone", "embargo"),
    "embargoed": Answer("write `embargo:` with date, time and zone", "embargo"),
    "embargoeduntil": Answer("write `embargo:` with date, time and zone", "embargo"),
    "translationof": Answer("link to the other language below `related:`"),
    "translationkey": Answer("link to the other language below `related:`"),
    "translation": Answer("link to the other language below `related:`"),
}
# What has no counterpart, and whose loss harms nobody.
_IDLE = frozenset(
    """
    id uid uuid guid nid vid arcid internalid postid wordpressid wpid pageid commentid mobiledoc
    lexical autoid migration migrated importid legacyid disqusid dsqthreadid disqusidentifier
    dsqneedssync disqus type posttype contenttype format postformat mimetype parent parentid
    postparent comments comment2 commentstatus commentcount pingstatus pings toping pinged
    allowcomments commentable sticky pinned featured postviewscount views viewcount hits
    likes ratings feedexclude noarchive riverexclude modalexclude searchexclude
    excludefromsearch
    sitemap robots sitemapexclude priority changefreq meta metadata params extras custom
    customfields toc tableofcontents showtoc math katex mathjax mermaid highlight
    codeinjectionhead codeinjectionfoot css js scripts styles class classes bodyclass
    cssclass authorprofile2 readtime
    readingtime wordcount menu menus nav eleventynavigation navigation breadcrumb breadcrumbs
    sidebar sidebarlabel sidebarposition hidetitle outputs output build cascade headless resources
    markup iscjklanguage taxonomies templateengineoverride templateclass eleventycomputed
    eleventyexcludefromcollections pagination paginate permalinkbypass collections override data
    excerptseparator haschildren childrennav grandparent navtitle disablenunjucks editlast editlock
    thumbnailid featuredmediaid attachmentid tiers access emailonly email newsletter
    showtitleandfeatureimage primarytag previewcard venue youtubeplaylist sourcefile filename
    showdate showreadingtime hidemeta showbreadcrumbs searchhidden disableshare editpost
    generator rss amp adsense ads monetize paywall premium geolocation
    """.split()
)
_IDLE_BEGINNINGS = (
    "event",
    "ratings",
    "suppress",
    "twitter",
    "og",
    "eleventy",
    "yoast",
    "wpseo",
    "aioseo",
    "rankmath",
    "jetpack",
    "wp",
    "disqus",
    "views",
    "acf",
    "elementor",
)
_REMOVE = "ssg has no use for it: remove it, or put it below `extra:` if a layout of yours needs it"
_IDLE_ANSWER = Answer(_REMOVE, is_idle=True)
_MEDIA = """write it below `media:`, with its credit:
media:
  - src: ferry.jpg
    alt: What is seen
    credit: Ana Ruiz"""
_LONGEST = 60


def _folded(key: str) -> str:
    return _SIGNS.sub("", key.casefold())


@functools.cache
def _answers() -> dict[str, Answer]:
    found = dict.fromkeys(_IDLE, _IDLE_ANSWER)
    for name, keys in _MEANS.items():
        found.update(dict.fromkeys(keys.split(), Answer(f"write `{name}:` in its place", name)))
    found.update(dict.fromkeys(_PICTURES.split(), Answer(_MEDIA, "media")))
    for name, keys in _PICTURE_PARTS.items():
        help_ = f"it belongs to a picture: write `{name}:` in its entry below `media:`"
        found.update(dict.fromkeys(keys.split(), Answer(help_)))
    return found | _OTHERS


def story_answer(key: str) -> Answer | None:
    """What to say of a field of a story that ssg does not have, if another program has it."""
    if len(key) > _LONGEST:
        return None
    folded = _folded(key)
    found = _answers().get(folded)
    is_idle = (
        found is None and folded.startswith(_IDLE_BEGINNINGS) and _SIGNS.search(key.strip("_"))
    )
    return _IDLE_ANSWER if is_idle or (found is None and key.startswith("_")) else found


_ENTRY_MEANS = {
    "src": "url file path image filename link href photo name source",
    "caption": "title description text cutline legend",
    "credit": "photographer author by byline copyright attribution owner photo_by imagecredit",
    "alt": "alttext alternative alternate altdescription",
    "digital_source_type": "ai aigenerated sourcetype",
    "focal": "gravity focalpoint position crop",
    "taken": "date datetaken created",
}


@functools.cache
def _entry_answers() -> dict[str, Answer]:
    found = dict.fromkeys(
        ("width", "height", "size", "align", "class", "id", "type"),
        Answer("ssg makes pictures in all sizes itself: remove it", is_idle=True),
    )
    for name, keys in _ENTRY_MEANS.items():
        answer = Answer(f"write `{name}:` in its place", name)
        found.update((_folded(key), answer) for key in keys.split())
    licence = Answer("write it below `rights:`, as `licence:`")
    return found | {"license": licence, "licence": licence}


def entry_answer(key: str) -> Answer | None:
    """The same for a field of an entry of `media`."""
    return None if len(key) > _LONGEST else _entry_answers().get(_folded(key))


_PERSON_MEANS = {
    "name": "displayname fullname firstname lastname author login nickname username",
    "role": "title position jobtitle job",
    "org": "affiliation organization organisation company employer",
    "email": "mail emailaddress",
    "url": "website web link links homepage uri page",
}


@functools.cache
def _person_answers() -> dict[str, Answer]:
    idle = (
        "bio biography description image photo avatar picture twitter x github facebook id slug key"
    )
    help_ = "ssg has no use for it: write a page of theirs as `url:`, and remove it"
    found = dict.fromkeys(idle.split(), Answer(help_, is_idle=True))
    for name, keys in _PERSON_MEANS.items():
        found.update(dict.fromkeys(keys.split(), Answer(f"write `{name}:` in its place", name)))
    return found


def person_answer(key: str) -> Answer | None:
    """The same for a field of a person in a byline."""
    return None if len(key) > _LONGEST else _person_answers().get(_folded(key))
