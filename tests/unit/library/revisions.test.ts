import { describe, expect, it } from 'vitest';
import { editBetween } from '../../../src/shared/model/revision';

const before = { title: 'Ferry delayed', html: '<p>The <em>ferry</em> is late.</p>' };

describe('what an edit touched', () => {
  it('is the headline before the text', () => {
    expect(editBetween(before, { title: 'Ferry cancelled', html: '<p>Gone.</p>' })).toBe('headline');
    expect(editBetween(before, { ...before, html: '<p>The ferry is gone.</p>' })).toBe('text');
  });

  it('is nothing where readers see no difference', () => {
    const moved = '<div><p>The <strong>ferry</strong>\n is <a href="https://x.example/">late</a>.</p></div>';
    expect(editBetween(before, before)).toBeNull();
    expect(
      editBetween({ ...before, html: '<p>The ferry is late .</p>' }, { ...before, html: moved }),
    ).toBeNull();
    const linked = '<p>The <a href="https://x.example/">ferry</a> is late.</p>';
    expect(editBetween(before, { ...before, html: linked })).toBeNull();
    const card = '<p class="embed" data-kind="video"><a href="https://x.example/">Video on Vimeo</a></p>';
    expect(editBetween(before, { ...before, html: `${before.html}${card}` })).toBeNull();
    const sound = '<p class="embed audio" data-kind="audio"><a href="https://x.example/">Audio</a></p>';
    expect(editBetween(before, { ...before, html: `${before.html}${sound}` })).toBeNull();
  });
});
