from conftest import story
def test_x(site):
    m=site("-- content/world/a.md --\n"+story(media="{src: p.png, alt: A dot, credit: B}", tags="[x]", corrections="[{date: 2026-11-21, text: x}]",related="[b.md]", body="[x](b.md)", aliases="[/old/]")+"-- content/world/p.png --\n-- content/world/b.md --\n"+story()+"-- static/x/CNAME --\nx\n")
    m.build(); print(m.problems())
    m.build(); print(m.report.published)
    assert 0
