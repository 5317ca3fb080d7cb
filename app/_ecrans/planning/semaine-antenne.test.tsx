import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { absence, jour, sansTelegestion } from '#shared/testing/constructeurs';
import { ETAT_VIDE, poserSaisies } from '../../_donnees/depot/etat-depot';
import type { Ligne } from '../../_donnees/depot/lignes';
import { ligneDe } from '../../_donnees/depot/testing/lignes';
import { STATUTS } from '../../_ui/mots/statuts';
import { SemaineAntenne, tournees } from './semaine-antenne';

const ligne = (id: string, date: string, aide: string, nom: string): Ligne =>
  ({ id, date, intervenant: nom, retenue: { intervenantId: aide } }) as unknown as Ligne;

it('the week of an antenna: its aides by name, each day the visits in their order', () => {
  const dites = tournees([
    ligne('1', '2026-11-23', 'I2', 'ÉMERIC Zoé'),
    ligne('2', '2026-11-23', 'I1', 'DIALLO Awa'),
    ligne('3', '2026-11-23', 'I2', 'ÉMERIC Zoé'),
    ligne('4', '2026-11-25', 'I2', 'ÉMERIC Zoé'),
  ]).map((t) => [t.nom, t.visites, [...t.jours].map(([j, ls]) => `${j} ${ls.map((l) => l.id).join()}`)]);
  expect(dites).toEqual([
    ['DIALLO Awa', 1, ['2026-11-23 2']],
    ['ÉMERIC Zoé', 3, ['2026-11-23 1,3', '2026-11-25 4']],
  ]);
});

it.each([
  ['[AL-5] of an usager who is away', absence('B1', jour('2026-11-20'), { nature: 'HOSPITALISATION' }), 'Absence'],
  ['[AL-5] of one who has died', absence('B1', jour('2026-11-20'), { nature: 'DECES' }), 'À retirer'],
  ['[PT-7] that waits for its slip', sansTelegestion('B1', jour('2026-11-20')), 'Fiche à saisir'],
] as const)('a visit %s bears a word and an icon on its line, read on paper too', (_, dite, mot) => {
  const html = (etat = ETAT_VIDE): string => {
    const lignes = [ligneDe('1', '2026-11-23', { prevu: ['08:00', '09:00'] }, etat)];
    const semaine = (
      <SemaineAntenne
        debut={jour('2026-11-23')}
        aujourdhui={jour('2026-11-23')}
        lignes={lignes}
        titre="Antenne Est : semaine du 23 au 29 novembre"
      />
    );
    // What is on the line, not what is said of it elsewhere.
    return /<a[^>]*tournee__visite[^>]*>(.*?)<\/a>/s.exec(renderToStaticMarkup(semaine))?.[1] ?? '';
  };
  const absente = html(poserSaisies(ETAT_VIDE, [dite]));
  expect(absente.replaceAll(/<[^>]*>/g, '')).toContain(mot);
  expect(absente).toContain('<svg');
  expect(html().replaceAll(/<[^>]*>/g, '')).not.toContain(mot);
});

describe('the week of an antenna', () => {
  const lignes = [
    ligneDe('1', '2026-11-23', { prevu: ['08:00', '09:00'] }),
    ligneDe('2', '2026-11-24', { prevu: ['10:00', '11:30'], fait: ['10:02', '11:29'] }),
    ligneDe('3', '2026-11-25', { fait: ['14:00', undefined] }),
  ];
  const html = renderToStaticMarkup(
    <SemaineAntenne
      debut={jour('2026-11-23')}
      aujourdhui={jour('2026-11-23')}
      lignes={lignes}
      titre="Antenne Est : semaine du 23 au 29 novembre"
    />,
  );
  const mots = (s: string): string => s.replaceAll(/<[^>]*>/g, '').replaceAll('\u00a0', ' ');
  const visites = [...html.matchAll(/<a[^>]*tournee__visite[^>]*>(.*?)<\/a>/gs)].map((m) => m[1] ?? '');

  it('says of each visit from when to when it is, and its status by an icon', () => {
    expect(
      visites.map((v) =>
        mots(v)
          .match(/[\dh …]+–[\dh …]+/)?.[0]
          .trim(),
      ),
    ).toEqual(['8 h 00–9 h 00', '10 h 00–11 h 30', '14 h 00–…']);
    for (const v of visites) expect(v).toContain('<svg');
  });

  it('names each of its statuses once, beside its icon, and no other', () => {
    const legende = /<ul class="tournee__legende"[^>]*>(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
    const dits = legende.split('</li>').map(mots);
    for (const l of lignes) expect(dits).toContain(STATUTS[l.statut].mot);
    expect(dits.filter(Boolean)).toHaveLength(new Set(lignes.map((l) => l.statut)).size);
  });

  it('has at the head of its table, which each sheet of paper repeats, whose week it is and when it was printed', () => {
    const tete = mots(/<thead>(.*?)<\/thead>/s.exec(html)?.[1] ?? '');
    expect(tete).toContain('Antenne Est : semaine du 23 au 29 novembre');
    expect(tete).toMatch(/imprimé le .* à \d+ h \d\d/);
  });
});
