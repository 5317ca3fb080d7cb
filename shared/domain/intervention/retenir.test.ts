import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { acceptee, apparier, contexte, correction, paris, visite } from '../../testing/constructeurs';
import { correctionsAu } from './a-la-date';
import { retenir } from './retenir';
import { code, complete, h, heures, sansDepart, surA, une } from './testing/retenues';

describe('retenir', () => {
  it('[CO-1] sans correction : les heures brutes, secondes ôtées', () => {
    const r = retenir(complete(), [], contexte());
    expect([r.statut, heures(r), r.ajustement, r.motif]).toEqual(['COMPLETE', '08:31-09:29', '', undefined]);
    expect(retenir(sansDepart(), [], contexte()).statut).toBe('SANS_DEPART');
  });

  it('[CO-2] HORAIRE ne remplace que le côté donné, le brut reste', () => {
    const i = sansDepart();
    const r = retenir(i, [acceptee(surA('HORAIRE', { fin: h('09:45') }))], contexte());
    expect([r.statut, heures(r), r.ajustement, r.motif]).toEqual(['CORRIGEE', '08:31-09:45', 'COD', 'OUBLI_DEPART']);
    expect(r.intervention).toEqual(i);
  });

  it('[CO-1] MINUTES donne le nouveau total ; le motif est celui de la dernière correction appliquée', () => {
    const r = retenir(
      complete(),
      [
        acceptee(
          surA('MINUTES', {
            id: 'M1',
            minutes: 10 as never,
            motif: 'ATTENTE_PORTE',
            instant: paris('2026-10-02 10:00'),
          }),
        ),
        acceptee(
          surA('MINUTES', {
            id: 'M2',
            minutes: 5 as never,
            motif: 'SORTIE_EXTERIEURE',
            instant: paris('2026-10-02 11:00'),
            base: ['M1'],
          }),
        ),
      ],
      contexte(),
    );
    expect([r.minutesComplementaires, r.motif, r.statut]).toEqual([5, 'SORTIE_EXTERIEURE', 'CORRIGEE']);
  });

  it('[CO-1] DONNEES change ce qu’elle donne, le reste demeure ; SUPPRESSION puis RETABLISSEMENT', () => {
    const donnees = acceptee(surA('DONNEES', { id: 'D1', intervenantId: 'I9', motif: 'REMPLACEMENT' }));
    const r = retenir(complete(), [donnees], contexte());
    expect([r.usagerId, r.intervenantId, r.codePrestation, r.ajustement]).toEqual(['U1', 'I9', 'AD', 'MDT']);
    const suppression = acceptee(
      surA('SUPPRESSION', { id: 'S1', motif: 'ERREUR_PLANNING', instant: paris('2026-10-02 11:00'), base: ['D1'] }),
    );
    expect(retenir(complete(), [donnees, suppression], contexte()).statut).toBe('ANNULEE');
    const retour = acceptee(
      surA('RETABLISSEMENT', { id: 'S2', motif: 'ERREUR_PLANNING', instant: paris('2026-10-02 12:00'), base: ['S1'] }),
    );
    expect(retenir(complete(), [donnees, suppression, retour], contexte()).statut).toBe('CORRIGEE');
  });

  it('[CO-1] une CREATION sur une visite prévue sans pointage : CREEE, ajustement CRE', () => {
    const i = une(apparier({ visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')] }));
    const c = correction('CREATION', {
      cible: { genre: 'VISITE', id: 'V' },
      debut: h('08:30'),
      fin: h('09:30'),
      motif: 'OUBLI_TOTAL',
    });
    const r = retenir(i, [acceptee(c)], contexte());
    expect([r.statut, heures(r), r.ajustement]).toEqual(['CREEE', '08:30-09:30', 'CRE']);
  });

  it('[CO-5] une correction TARDIVE est gardée et s’applique', () => {
    const r = retenir(
      sansDepart(),
      [acceptee(surA('HORAIRE', { fin: h('10:00') }), { decision: 'TARDIVE' })],
      contexte(),
    );
    expect([r.corrections[0]?.etat, heures(r)]).toEqual(['TARDIVE', '08:31-10:00']);
  });

  it('[CO-6] sans verdict, elle est en attente et déjà appliquée à l’écran', () => {
    const r = retenir(sansDepart(), [{ correction: surA('HORAIRE', { fin: h('10:00') }) }], contexte());
    expect([r.corrections[0]?.enAttente, r.statut]).toEqual([true, 'CORRIGEE']);
  });

  it('[AP-8] « à la date du » : seulement les corrections reçues alors', () => {
    const c = acceptee(surA('HORAIRE', { fin: h('10:00') }), { recuLe: paris('2026-10-05 08:00') });
    const au = (local: string) => heures(retenir(sansDepart(), correctionsAu([c], paris(local)), contexte()));
    expect([au('2026-10-05 07:59'), au('2026-10-05 08:00')]).toEqual(['08:31--', '08:31-10:00']);
  });

  it('[CL-1] une correction acceptée reste appliquée quand l’usager change d’antenne à une date passée', () => {
    const c = acceptee(surA('HORAIRE', { fin: h('10:00') }));
    const ailleurs = { ...sansDepart(), antenne: 'SUD' as const };
    expect([heures(retenir(ailleurs, [c], contexte())), code(ailleurs, c.correction)]).toEqual([
      '08:31-10:00',
      'AUTRE_ANTENNE',
    ]);
  });

  it('[DU-1] les secondes d’une correction sont ôtées avant de la juger : la durée est celle que les fichiers montrent', () => {
    const r = retenir(complete(), [acceptee(surA('HORAIRE', { debut: h('08:04:40') }))], contexte());
    expect([heures(r), r.debut]).toEqual(['08:04-09:29', h('08:04')]);
    expect(code(complete(), surA('HORAIRE', { debut: h('10:00:10'), fin: h('10:00:50') }))).toBe('FIN_AVANT_DEBUT');
  });

  it('[CO-1] les ajustements ESPPADOM viennent des faits', () => {
    const ajustement = (i: Intervention, c: Partial<Correction>) =>
      retenir(i, [acceptee(surA('HORAIRE', c))], contexte()).ajustement;
    expect(ajustement(complete(), { debut: h('08:00') })).toBe('COA');
    expect(ajustement(complete(), { fin: h('10:00') })).toBe('COD');
    expect(ajustement(complete(), { debut: h('08:00'), fin: h('10:00') })).toBe('CO2');
    expect(ajustement(complete(), { debut: h('08:31'), fin: h('09:29') })).toBe('');
    expect(retenir(complete(), [acceptee(surA('SUPPRESSION'))], contexte()).ajustement).toBe('SUP');
  });
});
