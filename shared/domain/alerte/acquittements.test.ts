import { expect, test } from 'vitest';
import type { Acquittement, Alerte } from '../../contrats/exploitation/alerte';
import { acquittement, jour, paris } from '../../testing/constructeurs';
import { lecteurVues } from './acquittements';

const J = jour('2026-11-25');
const alerte = (genre: Alerte['genre'], h: string): Alerte => ({
  _id: `alerte:${J}:${genre}:V1`,
  type: 'alerte',
  genre,
  depuis: J,
  instant: paris(`${J} ${h}`),
});
const vue = (a: Alerte, auteur: string, h: string, plus: Partial<Acquittement> = {}): Acquittement =>
  acquittement(auteur, J, a._id, { auteur, instant: paris(`${J} ${h}`), ...plus });

test.each(['VISITE_NON_COMMENCEE', 'DEPART_EN_RETARD'] as const)(
  '[AL-5] [AL-7] a visit that is moved to later and missed again (%s) is to be seen again, and by whoever does first',
  (genre) => {
    const [matin, soir] = [alerte(genre, '08:00'), alerte(genre, '14:00')];
    const lea = vue(matin, 'lea', '08:20');
    expect(lecteurVues([lea])(matin)?.auteur).toBe('lea');
    expect(lecteurVues([lea])(soir)).toBeUndefined();
    const apres = [lea, vue(soir, 'zoe', '14:30'), vue(soir, 'max', '14:40')];
    expect(lecteurVues(apres)(soir)?.auteur).toBe('zoe');
    // To be seen again: of this hour, nobody has.
    expect(lecteurVues([...apres, vue(soir, 'ida', '14:50', { annule: true })])(soir)).toBeUndefined();
  },
);

test('[AL-5] of any other kind, the hour of the fact says nothing of who had seen it', () => {
  const conflit = alerte('CONFLIT', '14:00');
  expect(lecteurVues([vue(conflit, 'lea', '08:20')])(conflit)?.auteur).toBe('lea');
});
