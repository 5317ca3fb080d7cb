import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usager } from '../../contrats/dossiers/dossiers';
import { type Alerte, GENRES_ALERTE, type GenreAlerte } from '../../contrats/exploitation/alerte';
import type { Attente } from '../../contrats/pointages/derives';
import type { Pointage } from '../../contrats/pointages/pointage';
import { lireFichier } from '../../formats/codec-lecture';
import { FINANCEURS } from '../../formats/financeurs/financeurs';
import { POINTAGES } from '../../formats/pointages/pointages';
import type { Minutes, Mois } from '../../temps/types';
import { apparier, contexte, financeur, jour, paris, pec, pointage, usager, visite } from '../../testing/constructeurs';
import { genererService } from '../../testing/generateur/generer';
import { TAILLES } from '../../testing/generateur/tailles';
import { signalerChevauchements } from '../appariement/chevauchement';
import { retenir } from '../intervention/retenir';
import { tableFinanceurs } from '../ventilation/financeurs';
import { toutesLesAlertes } from './alertes';
import { lecteurDispenses } from './dispenses';
import { aFaireAujourdhui, lignesAlertes } from './lignes';

/** The alerts of the demonstration's antenna Est, from its own files, at that minute. */
const alertesDeLaDemonstration = (local: string): Alerte[] => {
  const maintenant = paris(local);
  const mois = local.slice(0, 7) as Mois;
  const service = genererService({ graine: 6, mois: [mois], taille: TAILLES.moyenne, jusqua: maintenant });
  const siens = service.usagers.filter((u) => u.propre.antenne === 'EST');
  const ids = new Set(siens.map((u) => u.propre.id_millesime));
  const lus = <T>(debut: string, format: { nom: string }): T[] =>
    service.fichiers
      .filter((f) => f.nom.startsWith(debut))
      .flatMap(({ contenu }) => {
        const lu = lireFichier(format as typeof POINTAGES, contenu);
        return lu.ok ? lu.lignes.map((l) => l.valeur as T) : [];
      });
  const pointages = lus<Record<string, string>>('POINTAGES', POINTAGES).map((l): Pointage => {
    const id = String(l.id_pointage);
    return pointage(l.sens === 'ARRIVEE' ? 'A' : 'D', local, {
      id,
      instant: l.instant as Pointage['instant'],
      usagerId: String(l.id_millesime ?? ''),
      intervenantId: String(l.id_intervenant),
    });
  });
  const retenues = signalerChevauchements(
    [...ids].flatMap((usagerId) =>
      apparier({
        usagerId,
        pointages: pointages.filter((p) => p.usagerId === usagerId),
        visites: service.visites
          .filter((v) => v.usager.propre.id_millesime === usagerId)
          .map(({ id, aide, debut, fin }) =>
            visite(id, local, local, { usagerId, intervenantId: aide.id_intervenant, debut, fin }),
          ),
      }),
    ),
    () => [],
  ).map((i) => retenir(i, [], contexte(local)));
  const usagers: Usager[] = siens.map(({ propre, pecs }) =>
    usager(propre.id_millesime, {
      vuLe: paris('2026-01-05 06:00'),
      prisesEnCharge: pecs.map((p) =>
        pec(p.numero_pec ?? '', p.code_financeur ?? '', {
          priorite: p.priorite ?? 1,
          codePrestation: p.code_prestation ?? 'AD',
          dateDebut: p.date_debut ?? jour('2024-01-01'),
          ...(p.date_fin === undefined ? {} : { dateFin: p.date_fin }),
          ...(p.heures_max === undefined ? {} : { minutesMax: p.heures_max as Minutes }),
        }),
      ),
    }),
  );
  const table = tableFinanceurs(
    lus<{ code_financeur: string; dispositif: 'APA' }>('FINANCEURS', FINANCEURS).map((f) =>
      financeur(f.code_financeur, f.dispositif),
    ),
  );
  const attentes = pointages
    .filter(
      (p) =>
        p.usagerId === '' && service.aides.some((a) => a.id_intervenant === p.intervenantId && a.antenne === 'EST'),
    )
    .slice(-6)
    .map(
      (p, n) => ({ numeroAppelant: `+3319900${n}`, date: jour(p.instant.slice(0, 10)), instant: p.instant }) as Attente,
    );
  return toutesLesAlertes(
    {
      retenues,
      usagers,
      attentes,
      telephones: () => [],
      estDUneAide: () => false,
      dispenses: lecteurDispenses([], []),
      financeurs: table.ok ? table.valeur : undefined,
      dernierImport: undefined,
    },
    contexte(local),
  );
};

const alerte = (genre: GenreAlerte, sujet: string, depuis = '2026-11-25', usagerId?: string): Alerte => ({
  _id: `alerte:${depuis}:${genre}:${sujet}`,
  type: 'alerte',
  genre,
  depuis: jour(depuis),
  ...(usagerId === undefined ? {} : { usagerId }),
});
const MAINTENANT = paris('2026-11-25 09:00');
const dites = (...as: Alerte[]): string[] =>
  lignesAlertes(as, MAINTENANT).map((l) => `${l.cle} ${l.alertes.length}${l.quand === 'MOIS' ? ' plus tard' : ''}`);

describe('lines of alerts', () => {
  it('[AL-1] [AL-5] the demonstration’s antenna at 9:00 has at most 15 lines, from the facts that made over 56', () => {
    const alertes = alertesDeLaDemonstration('2026-11-25 09:00');
    const lignes = lignesAlertes(alertes, MAINTENANT);
    expect(alertes.length).toBeGreaterThan(56);
    expect(lignes.length).toBeLessThanOrEqual(15);
    expect(aFaireAujourdhui(lignes)).toBeLessThan(lignes.length);
  });

  it('[AL-5] whom to call has a line each, first; of what is settled together, those who have several are named', () => {
    const incomplete = (n: number, u: string) => alerte('APPEL_INCOMPLET', `v${n}`, '2026-11-10', u);
    expect(
      dites(
        alerte('FIN_DE_PRISE_EN_CHARGE', 'U1:P1', '2026-11-01', 'U1'),
        alerte('FIN_DE_PRISE_EN_CHARGE', 'U2:P2', '2026-11-01', 'U2'),
        ...[1, 2, 3].map((n) => incomplete(n, 'U1')),
        ...[4, 5].map((n) => incomplete(n, `U${n}`)),
        alerte('NUMERO_INCONNU', '33199000001'),
        alerte('NUMERO_INCONNU', '33199000002'),
        alerte('VISITE_NON_COMMENCEE', 'a', '2026-11-25', 'U1'),
        alerte('VISITE_NON_COMMENCEE', 'b', '2026-11-25', 'U2'),
        alerte('VISITE_NON_COMMENCEE', 'c', '2026-11-20', 'U2'),
        alerte('VISITE_NON_COMMENCEE', 'd', '2026-11-21', 'U3'),
        alerte('DEPART_EN_RETARD', 'e', '2026-11-25', 'U4'),
      ),
    ).toEqual([
      'DEPART_EN_RETARD:U4 1',
      'VISITE_NON_COMMENCEE:U1 1',
      'VISITE_NON_COMMENCEE:U2 1',
      'VISITE_NON_COMMENCEE:passee: 2',
      'NUMERO_INCONNU: 2',
      'APPEL_INCOMPLET:U1 3',
      'APPEL_INCOMPLET: 2',
      'FIN_DE_PRISE_EN_CHARGE: 2 plus tard',
    ]);
  });

  it('[AL-5] just after midnight, a visit of the evening that has not begun is still a call to make', () => {
    const a = { ...alerte('VISITE_NON_COMMENCEE', 'a', '2026-11-25', 'U1'), instant: paris('2026-11-25 23:50') };
    const cles = (local: string) => lignesAlertes([a], paris(local)).map((l) => l.cle);
    expect(cles('2026-11-26 00:20')).toEqual(['VISITE_NON_COMMENCEE:U1']);
    expect(cles('2026-11-26 07:00')).toEqual(['VISITE_NON_COMMENCEE:passee:']);
  });

  it('[AL-1 to AL-5] whatever the alerts, each is in one line, whose name is its own', () => {
    const genres = Object.keys(GENRES_ALERTE) as GenreAlerte[];
    const une = fc.record({
      genre: fc.constantFrom(...genres),
      depuis: fc.constantFrom('2026-11-01', '2026-11-24', '2026-11-25'),
      u: fc.constantFrom('U1', 'U2', 'U3', 'U4', 'U5', undefined),
    });
    fc.assert(
      fc.property(fc.array(une, { maxLength: 40 }), (tirees) => {
        const alertes = tirees.map(({ genre, depuis, u }, n) => alerte(genre, `${n}`, depuis, u));
        const lignes = lignesAlertes(alertes, MAINTENANT);
        const rangees = lignes.flatMap((l) => l.alertes.map((a) => a._id));
        expect(rangees.toSorted()).toEqual(alertes.map((a) => a._id).toSorted());
        expect(new Set(lignes.map((l) => l.cle)).size).toBe(lignes.length);
        for (const l of lignes) expect(new Set(l.alertes.map((a) => a.genre)).size).toBe(1);
      }),
    );
  });
});
