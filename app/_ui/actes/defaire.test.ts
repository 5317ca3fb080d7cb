import { describe, expect, it } from 'vitest';
import type { Poste } from '../../_donnees/poste/poste';
import { type Acte, actes, retenirPourAnnuler } from './actes';
import { annulerActe, annulerDerniere } from './annuler';

describe('a gesture that is taken back', () => {
  const ouvrir = (ecrire: () => Promise<boolean>) => {
    // What such a gesture knows of the PC, it has in itself.
    const poste = {} as Poste;
    const acte: Acte = { id: 'a', dit: 'Numéro rattaché.', defaire: ecrire };
    retenirPourAnnuler(poste, acte);
    return { poste, acte };
  };

  it('[CO-6] which the disk refuses may be taken back again, in its place, by its key as by the button of its notice', async () => {
    let plein = true;
    let ecrits = 0;
    const { poste, acte } = ouvrir(async () => {
      if (plein) throw new Error('QuotaExceededError');
      ecrits += 1;
      return true;
    });
    await annulerActe(poste, acte);
    expect(actes.lire(poste)).toEqual([acte]);
    await annulerDerniere(poste);
    expect([actes.lire(poste), ecrits]).toEqual([[acte], 0]);
    plein = false;
    await annulerDerniere(poste);
    expect([actes.lire(poste), ecrits]).toEqual([[], 1]);
  });

  it('[CO-6] and that the disk refuses takes nothing away of what is done meanwhile', async () => {
    const suivant: Acte = { id: 'b', dit: 'Alerte vue.', defaire: async () => true };
    const { poste, acte } = ouvrir(async () => {
      retenirPourAnnuler(poste, suivant);
      throw new Error('QuotaExceededError');
    });
    await annulerActe(poste, acte);
    expect(actes.lire(poste)).toEqual([acte, suivant]);
  });
});
