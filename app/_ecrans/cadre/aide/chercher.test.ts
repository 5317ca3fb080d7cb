import { describe, expect, it } from 'vitest';
import { MENU } from '../menu';
import { chercherAide, indexer, texteDe } from './chercher';
import { lireAide, sectionsDe } from './manuel';
import { aideDe } from './ouvrir-aide';

const SECTIONS = sectionsDe(
  [
    '# Manuel',
    '## Les fiches',
    'Quand le téléphone manque, l’aide écrit ses heures <kbd>Entrée</kbd>.',
    '## La clôture',
    'Figer le mois &amp; ses heures. Voir [Les fiches](#les-fiches).',
    '<!-- touches -->',
    '',
    '| touches | font |',
    '|---|---|',
    '| a | **secret** |',
    '',
    '<!-- fin -->',
    '### Rouvrir',
    'Un mois clos ne se rouvre pas.',
  ].join('\n'),
);
const trouver = (tape: string) => chercherAide(indexer(SECTIONS, { 'la-clôture': 'toutes les touches' }), tape);

describe('le manuel en sections', () => {
  it('les marques restent sur leur ligne, dans un titre comme dans le texte ; ce qui est du code reste tel quel', () => {
    const [s] = sectionsDe('# Et alors ?\n\n**Motif** : « oui », `a : b`.');
    expect([s?.titre, s?.id]).toEqual(['Et alors\u00a0?', 'et-alors']);
    expect(s?.morceaux).toEqual([
      { html: '<p><strong>Motif</strong>\u00a0: «\u00a0oui\u00a0», <code>a : b</code>.</p>' },
    ]);
  });
  it('une section par titre, à son ancre ; ce que l’application dessine elle-même remplace la table du texte', () => {
    expect(SECTIONS.map((s) => [s.id, s.niveau])).toEqual([
      ['manuel', 1],
      ['les-fiches', 2],
      ['la-clôture', 2],
      ['rouvrir', 3],
    ]);
    const [, , cloture] = SECTIONS;
    expect(cloture?.morceaux.map((m) => ('bloc' in m ? m.bloc : 'texte'))).toEqual(['texte', 'touches']);
    expect(JSON.stringify(SECTIONS)).not.toContain('secret');
    expect(texteDe(SECTIONS[1] ?? { id: '', titre: '', niveau: 1, morceaux: [] })).toBe(
      'Quand le téléphone manque, l’aide écrit ses heures Entrée.',
    );
  });
  it('un lien vers un fichier que l’aide ne montre pas ne se construit pas', () => {
    expect(() => sectionsDe('# a\n\n[b](../specification/svi.md)')).toThrow(/hors de l’aide/);
    expect(sectionsDe('# a\n\n[b](navigateurs.md)')[0]?.morceaux).toEqual([
      { html: '<p><a href="#paramétrage-des-navigateurs">b</a></p>' },
    ]);
  });
});

describe('la recherche dans l’aide', () => {
  it('sans accents, par le début des mots, dans n’importe quel ordre, tous demandés', () => {
    expect(trouver('telephone').map((t) => t.id)).toEqual(['les-fiches']);
    expect(trouver('HEURES ecri').map((t) => t.id)).toEqual(['les-fiches']);
    expect(trouver('fiche de la clotur').map((t) => t.id)).toEqual(['la-clôture']);
    expect(trouver('telephone clos')).toEqual([]);
  });
  it('une lettre fautive dans un mot long se pardonne ; les petits mots ne cherchent rien', () => {
    expect(trouver('telefone').map((t) => t.id)).toEqual(['les-fiches']);
    expect(trouver('le la de')).toEqual([]);
  });
  it('un titre passe avant un texte ; ce que l’application dessine se cherche aussi', () => {
    expect(trouver('fiches')[0]?.id).toBe('les-fiches');
    expect(trouver('touches')[0]?.id).toBe('la-clôture');
  });
  it('l’extrait montre le mot trouvé', () => {
    const [t] = trouver('mois');
    expect(t?.extrait.filter((m) => m.trouve).map((m) => m.texte)).toContain('mois');
    expect(t?.extrait.map((m) => m.texte).join('')).toContain(t?.texte.slice(0, 10));
  });
});

describe('l’aide d’un écran', () => {
  it('s’ouvre à la section qui porte son nom', () => {
    expect(aideDe('/aujourdhui', MENU)).toBe('/aide/#aujourdhui');
    expect(aideDe('/compte', MENU)).toBe('/aide/#mon-compte');
    expect(aideDe('/aide', MENU)).toBe('/aide/');
  });
  it('existe pour chaque écran du menu', () => {
    const ids = new Set(lireAide().map((s) => s.id));
    const sans = MENU.map((m) => m.href).filter((href) => {
      const [, ancre] = aideDe(href.slice(0, -1), MENU).split('#');
      return ancre !== undefined && !ids.has(ancre);
    });
    expect(sans).toEqual([]);
  });
});
