import { expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { compte, jour, paris, usager, visite } from '#shared/testing/constructeurs';
import { prendreGarde } from '../../sync-server/domaines/astreinte/accuser';
import { annoncerTrousProches } from '../../sync-server/domaines/astreinte/annoncer-trous';
import { ajouterTour, lireAstreintes, retirerTour } from '../../sync-server/domaines/astreinte/tours';
import { lireAudit } from '../../sync-server/domaines/audit';
import { entourer } from '../../sync-server/store/testing/entourer';
import { ANNE, BRUNO, DIT, monterAstreinte, tour } from './banc';

// The list of who is on call: what is typed of it, its holes.

const { e, courrier, ports, donner, jusqua, recus, lien } = monterAstreinte();

test('[AL-7] a mobile that has become a usager’s since it was given is not written to; in a hole, it is counted', async () => {
  await e.banc.poserAntenne('SUD', usager('U9', { antenne: 'SUD', telephones: [ANNE] }));
  await jusqua('10:16');
  expect([recus(ANNE), recus(BRUNO)]).toEqual([[], [DIT]]);
  await e.banc.poserAntenne('SUD', usager('U8', { antenne: 'SUD', telephones: [BRUNO] }), usager('U2'));
  await e.banc.poserAntenne('EST', visite('W', '2026-11-28 12:00', '2026-11-28 13:00'));
  await prendreGarde(ports(), lien(0));
  e.maintenant = paris('2026-11-28 12:16');
  await e.astreinte.minute();
  expect([e.operateur.sms.messages.length, e.astreinte.etat().sansAccuse]).toEqual([1, 1]);
});

test('[AL-7] bad input: each is refused in a sentence that says what to do, and nothing is written', async () => {
  const avant = await lireAstreintes(ports(), true);
  for (const [plus, code, dit] of [
    [{ mobile: '01 99 00 00 11' }, 'MOBILE', /portable/],
    [{ mobile: 'abc' }, 'MOBILE', /écrivez par exemple/],
    [{ fin: '08:00', debut: '20:00' }, 'FIN', /deux tours/],
    [{ au: jour('2026-10-31') }, 'AU', /avant le premier/],
    [{ du: jour('2026-10-01'), au: jour('2026-10-31') }, 'AU', /déjà fini/],
    [{}, 'DEJA', /déjà donné/],
  ] as const)
    expect(await ajouterTour(ports(), tour(plus), 'central')).toMatchObject({
      ok: false,
      refus: { code, message: expect.stringMatching(dit) },
    });
  await e.banc.poserAntenne('SUD', usager('U9', { antenne: 'SUD', telephones: ['+33612349999'] }));
  expect(await ajouterTour(ports(), tour({ mobile: '06.12.34.99.99' }), 'central')).toMatchObject({
    refus: { message: expect.stringMatching(/^Ce numéro est celui d’un usager/) },
  });
  expect(await lireAstreintes(ports(), true)).toEqual(avant);
});

test('[AL-7] a turn given again since its answer was lost is one, traced once, though all stopped before its trace', async () => {
  const avant = (await lireAstreintes(ports(), true)).tours.length;
  let muet = true;
  const magasin = entourer(ports().magasin, async (o, faire) => {
    if (muet && o.nom === 'ecrire' && o.ids.some((id) => id.startsWith('audit:'))) throw new Error('panne');
    return faire();
  });
  const demande = { ...tour({ rang: 9 }), id: '01KBAAAAAAAAAAAAAAAAAAAAAA' };
  await expect(ajouterTour({ ...ports(), magasin }, demande, 'central')).rejects.toThrow('panne');
  muet = false;
  for (let n = 0; n < 2; n++)
    expect(await ajouterTour({ ...ports(), magasin }, demande, 'central')).toMatchObject({
      valeur: { _id: `tour-astreinte:${demande.id}`, rang: 9 },
    });
  expect((await lireAstreintes(ports(), true)).tours).toHaveLength(avant + 1);
  const { entrees } = await lireAudit(magasin, { action: 'ASTREINTE' });
  expect(entrees.filter((x) => x.objet === `ajouter tour-astreinte:${demande.id}`)).toHaveLength(1);
  for (const [autre, qui] of [
    [{ ...demande, rang: 8 }, 'central'],
    [demande, 'autre'],
  ] as const)
    expect(await ajouterTour(ports(), autre, qui)).toMatchObject({ refus: { code: 'IDENTIFIANT_DEJA_PRIS' } });
  await retirerTour(ports(), demande.id, 'central');
});

test('[AL-7] a hole in the list is said to the central service before it comes; a list that is whole says nothing', async () => {
  await e.banc.poser(BASE_CENTRALE, compte('claire', { role: 'CENTRAL', courriel: 'claire@central.test' }));
  expect(await e.astreinte.matin()).toBe(0);
  const [anne, bruno] = (await lireAstreintes(ports(), true)).tours;
  for (const t of [anne, bruno]) await retirerTour(ports(), t?._id.slice('tour-astreinte:'.length) ?? '', 'central');
  await donner(tour({ jours: ['LUN', 'MAR', 'MER', 'JEU', 'VEN', 'SAM'] }));
  await e.astreinte.minute();
  expect(e.astreinte.etat()).toMatchObject({ trou: paris('2026-11-29 08:00') });
  expect(await e.astreinte.matin()).toBe(1);
  expect(e.courriels).toMatchObject([{ a: ['claire@central.test'], sujet: 'Astreinte : des heures sans personne' }]);
  expect(e.courriels[0]?.texte.replaceAll('\u00a0', ' ')).toContain(
    '- toutes les antennes, le 29 novembre 2026, de 8 h 00 à 20 h 30',
  );
  // Its turn of this evening taken away: it is said at once, not tomorrow morning.
  const proches = () => annoncerTrousProches({ ...ports(), courrier, extranet: () => 'https://telegestion.test' });
  expect(await proches()).toBe(1);
  expect(e.courriels[1]?.texte).toContain('Dans les 24 heures qui viennent, personne n’est d’astreinte :');
  e.maintenant = paris('2026-11-28 07:59');
  expect(await proches()).toBe(0);
  // In the hole itself: nobody to tell, and nothing breaks.
  await e.banc.poserAntenne('EST', visite('D', '2026-11-29 10:00', '2026-11-29 11:00'));
  e.maintenant = paris('2026-11-29 10:16');
  await e.astreinte.minute();
  expect(e.operateur.sms.messages).toEqual([]);
});
