import { expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { correction, jour, note } from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import { assurerBases } from '../../store/bases';
import { ecrireTout } from '../../store/ecrire';
import { direEntree, ENTREES } from '.';
import { lireFaits } from './faits';

test('who reads no name in the log reads nothing that a PC wrote freely: neither a note, nor a motif of no list', async () => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  try {
    const saisies = [
      correction('SUPPRESSION', { motif: 'MME_MARTIN_HOSPITALISEE' }),
      correction('SUPPRESSION', { motif: 'AUTRE' }),
      note('N1', jour('2026-11-26'), { texte: 'Mme MARTIN est hospitalisée' }),
    ];
    await assurerBases(magasin, basesAntennes());
    await ecrireTout(magasin, baseAntenne('EST'), saisies);
    const entrees = saisies.map((s, i) => ({
      ...{ instant: s.instant, auteur: s.auteur, maillon: i },
      ...ENTREES.SAISIE.ecrire.recue(s),
    }));
    const dire = async (nominatif: boolean) => {
      const faits = await lireFaits(magasin, entrees, { nominatif });
      return entrees.map((e) => direEntree(e, {}, faits)).join('\n');
    };
    expect(await dire(true)).toContain('MME_MARTIN_HOSPITALISEE');
    const sansNom = await dire(false);
    expect(sansNom).not.toContain('MARTIN');
    expect(sansNom).toContain('motif « hors de la liste »');
    expect(sansNom).toContain('motif « Autre »');
  } finally {
    await fermer();
  }
});
