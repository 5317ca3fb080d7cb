import { describe, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { champsContestes } from '#shared/domain/correction/garder';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Minutes } from '#shared/temps/types';
import { acceptee, apparier, contexte, correction, paris, pointage, usager } from '#shared/testing/constructeurs';
import { ETAT_VIDE } from '../../../_donnees/depot/etat-depot';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { versionEnMots } from './version-en-mots';

const aide = (id: string, nom: string, prenom: string) =>
  ({ ...usager(id, { nom, prenom }), codeSvi: '00001', dateDebut: '2020-01-01', antenne: 'EST' }) as never;
const noms = nomsDe({
  ...ETAT_VIDE,
  usagers: new Map([
    ['U1', usager('U1', { nom: 'MARTIN', prenom: 'Jeanne' })],
    ['U2', usager('U2', { nom: 'PETIT', prenom: 'Léa' })],
  ]),
  intervenants: new Map([
    ['I2', aide('I2', 'DIALLO', 'Awa')],
    ['I3', aide('I3', 'NGUYEN', 'Lan')],
  ]),
});

/** The words of the two versions, Anne's then Béa's five minutes later. */
const dire = (anne: Partial<Correction>, bea: Partial<Correction>): string[][] => {
  const [i] = apparier({
    pointages: [pointage('A', '2026-10-01 08:30', { id: 'a' }), pointage('D', '2026-10-01 09:30', { id: 'd' })],
  });
  if (!i) throw new Error('une visite attendue');
  const cs = [
    { id: 'A', instant: paris('2026-10-02 09:00'), ...anne },
    { id: 'B', instant: paris('2026-10-02 09:05'), ...bea },
  ].map((c) => acceptee(correction('DONNEES', { cible: { genre: 'POINTAGE', id: 'a' }, ...c })));
  const r = retenir(i, cs, contexte());
  const contestes = champsContestes(r);
  return (r.conflit?.versions ?? []).map((v) =>
    versionEnMots(v, contestes, noms).map((mots) => mots.replaceAll('\u00a0', ' ')),
  );
};

describe('les mots d’une version', () => {
  it('[CO-4] deux aides : leurs noms, jamais leurs identifiants', () => {
    expect(dire({ intervenantId: 'I2' }, { intervenantId: 'I3' })).toEqual([
      ['8 h 30 – 9 h 30', 'Aide : DIALLO Awa'],
      ['8 h 30 – 9 h 30', 'Aide : NGUYEN Lan'],
    ]);
  });
  it('[CO-4] deux usagers, deux prestations ; une aide que ce poste ne connaît pas reste un identifiant', () => {
    expect(dire({ usagerId: 'U1' }, { usagerId: 'U2', codePrestation: 'MEN', intervenantId: 'I9' })).toEqual([
      ['8 h 30 – 9 h 30', 'Usager : MARTIN Jeanne', 'Aide : I1', 'Prestation : aide à domicile (AD)'],
      ['8 h 30 – 9 h 30', 'Usager : PETIT Léa', 'Aide : I9', 'Prestation : MEN'],
    ]);
  });
  it('[CO-4] l’une les heures, l’autre l’aide : chacune dit les deux ; l’une annule : elle le dit', () => {
    expect(dire({ nature: 'HORAIRE', fin: paris('2026-10-01 10:00') }, { intervenantId: 'I2' })).toEqual([
      ['8 h 30 – 10 h 00', 'Aide : I1'],
      ['8 h 30 – 9 h 30', 'Aide : DIALLO Awa'],
    ]);
    expect(dire({ intervenantId: 'I2' }, { nature: 'SUPPRESSION' })).toEqual([
      ['8 h 30 – 9 h 30', 'Aide : DIALLO Awa'],
      ['Visite annulée', 'Aide : I1'],
    ]);
  });
  it('[CO-4] rien que les heures ou les minutes : rien d’autre n’est dit', () => {
    const heures = { nature: 'HORAIRE' as const, fin: paris('2026-10-01 10:00') };
    expect(dire(heures, { nature: 'MINUTES', minutes: 15 as Minutes })).toEqual([
      ['8 h 30 – 10 h 00'],
      ['8 h 30 – 9 h 30 + 15 min'],
    ]);
  });
});
