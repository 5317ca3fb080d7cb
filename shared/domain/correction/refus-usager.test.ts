import { describe, expect, it } from 'vitest';
import { correction, jour, usager } from '../../testing/constructeurs';
import { DEPUIS_TOUJOURS } from '../cloture/antenne';
import { usagerRefuse } from './refus-usager';

const parti = usager('U2', {
  antennes: [
    { antenne: 'EST', depuis: DEPUIS_TOUJOURS },
    { antenne: 'SUD', depuis: jour('2026-11-01') },
  ],
});
const usagers = new Map([parti, usager('U1')].map((u) => [u.id, u]));
const donner = (usagerId: string, date: string) =>
  usagerRefuse([correction('DONNEES', { usagerId })], usagers, jour(date))?.refus;

describe('l’usager d’une visite', () => {
  it('[CO-3] est de l’antenne au jour de la visite : refusé avant l’envoi, avec le remède', () => {
    expect(donner('U2', '2026-11-01')).toEqual({
      code: 'USAGER_AUTRE_ANTENNE',
      message: expect.stringMatching(/choisissez-en un autre, vérifiez le jour, ou adressez-vous à son antenne/),
    });
    expect([donner('U2', '2026-10-31'), donner('U1', '2026-11-01')]).toEqual([undefined, undefined]);
  });
  it('[CO-3] que ce poste ne connaît pas, c’est au serveur de le dire', () => {
    expect(donner('U9', '2026-11-01')).toBeUndefined();
  });
});
