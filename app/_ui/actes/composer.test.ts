import { describe, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { correctionSchema } from '#shared/contrats/corrections/correction';
import { natureDesHeures } from '#shared/domain/correction/nature-des-heures';
import type { EtatCorrection, Retenue } from '#shared/domain/types';
import type { DateCivile, Instant } from '#shared/temps/types';
import { champDuRefus, composer, cotesChanges, dernierVuParmi, sujetDe } from './composer';
import type { Signature } from './signature';

const i = (t: string) => t as Instant;
const jour = '2026-11-25' as DateCivile;
const signature: Signature = {
  auteur: 'claire.est',
  poste: 'poste-1',
  antenne: 'EST',
  maintenant: i('2026-11-25T12:00:00Z'),
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
};
const sujet = { date: jour, cible: { genre: 'POINTAGE' as const, id: 'P1' }, base: ['c0'] };

describe('composer', () => {
  it('[CO-1] dit tout ce qu’une correction porte, et rien de vide', () => {
    const c = composer(
      sujet,
      { nature: 'HORAIRE', fin: i('2026-11-25T08:30:00Z'), motif: 'OUBLI_DEPART', commentaire: '  ' },
      signature,
    );
    expect(correctionSchema.parse(c)).toEqual(c);
    expect(c).toEqual({
      _id: 'correction:2026-11-25:01ARZ3NDEKTSV4RRFFQ69G5FAV',
      type: 'correction',
      id: signature.id,
      date: jour,
      antenne: 'EST',
      nature: 'HORAIRE',
      cible: sujet.cible,
      fin: '2026-11-25T08:30:00Z',
      motif: 'OUBLI_DEPART',
      auteur: 'claire.est',
      instant: signature.maintenant,
      poste: 'poste-1',
      base: ['c0'],
      source: 'POSTE',
    });
  });
  it.each([
    ['2026-11-25T12:10:00Z', '2026-11-25T12:10:01Z'],
    ['2026-11-25T12:00:00Z', '2026-11-25T12:00:01Z'],
    ['2026-11-25T11:59:59Z', '2026-11-25T12:00:00Z'],
  ])(
    '[CO-4] faite sur une correction de %s, elle est de %s : toujours après, même si l’horloge retarde',
    (t, attendu) => {
      const dernierInstant = i(t);
      const c = composer({ ...sujet, dernierInstant }, { nature: 'SUPPRESSION', motif: 'AUTRE' }, signature);
      expect(c.instant).toBe(attendu);
    },
  );
  it('garde zéro minute, qui est une valeur', () => {
    const c = composer(sujet, { nature: 'MINUTES', minutes: 0 as Correction['minutes'], motif: 'AUTRE' }, signature);
    expect(c.minutes).toBe(0);
  });
});

describe('sujetDe', () => {
  it.each([
    ['2026-11-25T11:00:00Z', '2026-11-25T12:30:00Z'],
    ['2026-11-25T12:30:00Z', '2026-11-25T11:00:00Z'],
  ])('[CO-8] corrigée à %s, un pointage reçu à %s : le dernier des deux a été vu', (corrigee, recuLe) => {
    const r = {
      corrections: [{ correction: { instant: i(corrigee) } }],
      intervention: { date: jour, arrivee: { recuLe: i(recuLe) } },
    } as unknown as Retenue;
    expect(sujetDe(r).dernierInstant).toBe('2026-11-25T12:30:00Z');
  });
  it('[CO-8] un pointage connu bien après avoir été reçu est vu par qui corrige après, même à une horloge en retard', () => {
    const arrivee = { recuLe: i('2026-11-25T08:31:00Z'), connuLe: i('2026-11-25T12:30:00Z') };
    const r = { corrections: [], intervention: { date: jour, arrivee } } as unknown as Retenue;
    expect(sujetDe(r).dernierInstant).toBe('2026-11-25T12:30:00Z');
  });
  it('[CO-8] une création libre vient après ce que sa fenêtre montre, même à une horloge en retard', () => {
    const vue = (recuLe: string) =>
      ({ corrections: [], intervention: { date: jour, depart: { recuLe: i(recuLe) } } }) as unknown as Retenue;
    const dernierInstant = dernierVuParmi([vue('2026-11-25T12:30:00Z'), vue('2026-11-25T09:30:00Z')]);
    const c = composer({ date: jour, base: [], dernierInstant }, { nature: 'CREATION', motif: 'AUTRE' }, signature);
    expect(c.instant).toBe('2026-11-25T12:30:01Z');
    expect(dernierVuParmi([])).toBeUndefined();
  });
});

describe('[CO-3] the clock of the PC was ahead', () => {
  it('a refused correction is not what the next one must come after: stamped as late, it would be refused as well', () => {
    const jugee = (instant: string, etat: EtatCorrection) => ({ correction: { instant: i(instant) }, etat });
    const r = {
      corrections: [jugee('2026-11-25T11:30:00Z', 'APPLIQUEE'), jugee('2026-11-25T14:00:00Z', 'REFUSEE')],
      intervention: { date: jour },
    } as unknown as Retenue;
    expect(sujetDe(r).dernierInstant).toBe('2026-11-25T11:30:00Z');
    const c = composer(sujetDe(r), { nature: 'SUPPRESSION', motif: 'AUTRE' }, signature);
    expect(c.instant).toBe(signature.maintenant);
  });
});

describe('cotesChanges', () => {
  const r = { debut: i('2026-11-25T07:00:00Z'), fin: i('2026-11-25T08:00:00Z') };
  it('[CO-2] ne donne que le côté qui change', () => {
    expect(cotesChanges(r, r.debut, i('2026-11-25T08:05:00Z'))).toEqual({ fin: '2026-11-25T08:05:00Z' });
    expect(cotesChanges(r, r.debut, r.fin)).toEqual({});
  });
});

describe('natureDesHeures', () => {
  const retenue = (partie: object, intervention: object) =>
    ({ debut: undefined, fin: undefined, ...partie, intervention }) as unknown as Retenue;
  it('[CO-1] une visite prévue sans pointage est créée, les autres corrigées', () => {
    expect(natureDesHeures(retenue({}, { visite: {} }))).toBe('CREATION');
    expect(natureDesHeures(retenue({ debut: 'x' }, { visite: {}, arrivee: {} }))).toBe('HORAIRE');
    expect(natureDesHeures(retenue({ debut: 'x', fin: 'y' }, { visite: {} }))).toBe('HORAIRE');
  });
});

describe('champDuRefus', () => {
  const c = composer(sujet, { nature: 'HORAIRE', fin: i('2026-11-25T13:00:00Z'), motif: 'AUTRE' }, signature);
  it.each([
    ['HEURE_FUTURE', 'fin'],
    ['FIN_AVANT_DEBUT', 'fin'],
    ['MOTIF_INCONNU', 'motif'],
    ['COMMENTAIRE_MANQUANT', 'commentaire'],
    ['MINUTES_HORS_BORNES', 'minutes'],
    ['AUTRE_ANTENNE', 'formulaire'],
  ])('[CO-3] %s se dit au champ %s', (code, champ) => {
    expect(champDuRefus({ code, message: '' }, c)).toBe(champ);
  });
  it('[CO-3] une arrivée à venir se dit à l’arrivée', () => {
    const tot = composer(sujet, { nature: 'HORAIRE', debut: i('2026-11-25T13:00:00Z'), motif: 'AUTRE' }, signature);
    expect(champDuRefus({ code: 'HEURE_FUTURE', message: '' }, tot)).toBe('debut');
    expect(champDuRefus({ code: 'FIN_AVANT_DEBUT', message: '' }, tot)).toBe('debut');
  });
});
