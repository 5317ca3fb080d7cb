import { createReadStream } from 'node:fs';
import { type VisiteDases, visitesDases } from '#shared/domain/dases/lignes';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import { tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { paris } from '#shared/testing/constructeurs';
import { etatFige, FINANCEURS } from '#shared/testing/releves';
import { ouvrirReserve } from '../sync-server/adapters/sftp/reserve';
import { morceauxEsppadom } from '../sync-server/domaines/financement/dases/esppadom';
import { type Chiffre, chronometrer, dansUnDossier, presenter } from './appuis/outils';

// ESPPADOM DELIVERY of a large month: made, checked against its schema and written, piece by piece.

const VISITES = 20_000;

const visites = (): VisiteDases[] => {
  const financeurs = tableFinanceurs(FINANCEURS);
  if (!financeurs.ok) throw new Error(financeurs.refus.message);
  const modele = etatFige('U0');
  const ouvert = modele.prisesEnCharge.map((p) => ({ ...p, salsaOuvert: true }));
  const parUsager = visitesDases([{ etats: [{ ...modele, prisesEnCharge: ouvert }], financeurs: financeurs.valeur }]);
  const usagers = Math.ceil(VISITES / parUsager.length);
  const tous = Array.from({ length: usagers }, (_, u) =>
    parUsager.map((v) => ({
      ...v,
      visite: { ...v.visite, usagerId: `U${u}`, interventionId: `${v.visite.interventionId}-${u}` },
    })),
  );
  return tous.flat().slice(0, VISITES);
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const message = { transaction: '202610-banc', emission: paris('2026-11-03 09:12') };
    const reserve = ouvrirReserve(dossier);
    const liste = visites();
    const fait = await chronometrer(() => reserve.garder(morceauxEsppadom(liste, message, TABLE_PAR_DEFAUT.esppadom)));
    // The floor: the same bytes, read back and written again.
    const plancher = await chronometrer(() => reserve.garder(createReadStream(reserve.chemin(fait.valeur.empreinte))));
    return {
      titre: `ESPPADOM de ${liste.length.toLocaleString('fr-FR')} visites`,
      plancher: 'lire et écrire les mêmes octets, sans les faire ni les contrôler',
      lignes: [
        { quoi: 'durée', valeur: fait.secondes, unite: 's', limite: 60 },
        { quoi: 'mémoire', valeur: process.resourceUsage().maxRSS / 1024, unite: 'Mo', limite: 512 },
        { quoi: 'fichier', valeur: fait.valeur.octets / 2 ** 20, unite: 'Mo' },
        { quoi: 'plancher', valeur: plancher.secondes, unite: 's' },
        { quoi: 'rapport au plancher', valeur: fait.secondes / plancher.secondes, unite: '×' },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
