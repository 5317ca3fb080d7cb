import { describe, expect, it } from 'vitest';
import type { EtatService } from '#shared/contrats/exploitation/disponibilite';
import type { Instant } from '#shared/temps/types';
import { bandeauService } from './bandeau-service';

const i = (hm: string) => `2026-11-25T${hm}:00Z` as Instant;
const etat = (e: Partial<EtatService> = {}): EtatService => ({
  svi: { etat: 'OK' },
  pannes: [],
  vuLe: i('08:40'),
  ...e,
});
const PANNE = etat({ svi: { etat: 'PANNE', depuis: i('08:12') }, pannes: [{ quoi: 'SVI', debut: i('08:12') }] });
const RETOUR = etat({ terminee: { quoi: 'SVI', debut: i('08:12'), fin: i('08:40') } });
const voir = (e: EtatService | undefined, o: Partial<Parameters<typeof bandeauService>[1]> = {}) => {
  const b = bandeauService(e, { liaison: 'EN_LIGNE', maintenant: i('08:40'), ferme: undefined, ...o });
  return b && { ...b, phrases: b.phrases.map((p) => p.replaceAll('\u00a0', ' ')) };
};

describe('bandeau du téléphone', () => {
  it('says nothing when all is well, or when nothing is known', () => {
    for (const liaison of ['EN_LIGNE', 'HORS_LIGNE', 'CONNEXION', 'SESSION_FINIE'] as const)
      for (const e of [undefined, etat(), etat({ svi: { etat: 'INCONNU' } }), etat({ svi: { etat: 'MAINTENANCE' } })])
        expect(voir(e, { liaison })).toBeUndefined();
  });

  it('in red while calls are not taken, with what to do and the way to the slips; it cannot be put away', () => {
    expect(voir(PANNE)).toMatchObject({
      ton: 'rouge',
      phrases: ['Le téléphone (SVI) ne répond plus depuis 9 h 12.', 'Les aides remplissent des fiches papier.'],
      fiches: true,
      fermable: false,
    });
  });

  it('in orange while they are taken; all that goes on is said, what to do for the gravest', () => {
    const retard = { quoi: 'TRANSMISSION', debut: i('08:30') } as const;
    expect(voir(etat({ pannes: [retard] }))).toMatchObject({ ton: 'orange', fiches: false });
    const deux = voir(etat({ pannes: [...PANNE.pannes, retard] }));
    expect(deux).toMatchObject({ ton: 'rouge', fiches: true });
    expect(deux?.phrases).toHaveLength(3);
    expect(deux?.phrases.at(-1)).toBe('Les aides remplissent des fiches papier.');
  });

  it('says in orange that the copies of the data lag, while the link is there; beside what is wrong with the telephone', () => {
    const phrase = 'La grappe se remet à jour : ce qui s’affiche peut être incomplet.';
    expect(voir(etat({ grappe: 'EN_RETARD' }))).toMatchObject({ ton: 'orange', phrases: [phrase], fermable: false });
    expect(voir({ ...RETOUR, grappe: 'EN_RETARD' })?.phrases).toEqual([phrase]);
    expect(voir({ ...PANNE, grappe: 'EN_RETARD' })).toMatchObject({ ton: 'rouge', fiches: true });
    expect(voir({ ...PANNE, grappe: 'EN_RETARD' })?.phrases.at(-1)).toBe(phrase);
    expect(
      voir(etat({ grappe: 'EN_RETARD' }), { liaison: 'HORS_LIGNE', maintenant: i('09:00') })?.phrases,
    ).toBeUndefined();
  });

  it('[AL-8] says in orange that the telephone is silent, while the link is there; an outage that is known says more', () => {
    const silence = i('09:01');
    expect(voir(etat({ silence }))).toMatchObject({ ton: 'orange', fiches: false, fermable: false });
    expect(voir(etat({ silence }))?.phrases[0]).toMatch(/^Presque aucun appel d’aide ne vient depuis 10 h 01 :/);
    expect(voir({ ...PANNE, silence })).toEqual(voir(PANNE));
    expect(voir(etat({ silence }), { liaison: 'HORS_LIGNE', maintenant: i('10:00') })).toBeUndefined();
  });

  it('without the network, says what was last heard and when, never that it is so now; and after half a day, nothing', () => {
    expect(voir(PANNE, { liaison: 'HORS_LIGNE', maintenant: i('10:00') })?.phrases[0]).toBe(
      'Dernière nouvelle, à 9 h 40 : le téléphone (SVI) ne répond plus depuis 9 h 12.',
    );
    expect(voir(PANNE, { liaison: 'CONNEXION', maintenant: i('10:00') })).toBeUndefined();
    expect(voir(PANNE, { liaison: 'HORS_LIGNE', maintenant: i('20:41') })).toBeUndefined();
  });

  it('says the return for half an hour, with the slips that remain; it can be put away, and never comes from memory alone', () => {
    const b = voir(RETOUR);
    expect(b).toMatchObject({ ton: 'vert', fiches: true, fermable: true });
    expect(b?.phrases[0]).toBe('Le téléphone (SVI) répond à nouveau depuis 9 h 40 (en panne depuis 9 h 12).');
    expect(voir(RETOUR, { ferme: b?.cle })).toBeUndefined();
    expect(voir(RETOUR, { maintenant: i('09:10') })).toBeDefined();
    expect(voir(RETOUR, { maintenant: i('09:11') })).toBeUndefined();
    expect(voir(RETOUR, { liaison: 'HORS_LIGNE', maintenant: i('09:00') })).toBeUndefined();
    expect(voir(etat({ ...RETOUR, pannes: PANNE.pannes }))?.ton).toBe('rouge');
  });
});
