import { join } from 'node:path';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateEtHeure, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  antennesVouluesDuMois,
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  lireMois,
} from '../../../socle/cli/contexte';
import { parSeconde } from '../../../socle/cli/progression';
import { autoriteDe } from '../horodatage/autorite';
import { archiver, type RapportArchivage } from '../releves/archiver';
import type { RapportHorodatage } from '../releves/horodater';

export const dossierArchive = (c: ContexteCli): string => join(c.config.DATA_DIR, 'archive');

const horodatageEnFrancais = (h: RapportHorodatage): string => {
  switch (h.etat) {
    case 'DATE':
      return `Horodaté le ${dateEtHeure(h.instant)} par l’autorité.`;
    case 'DEJA':
      return 'Déjà horodaté.';
    case 'ABSENT':
      return `NON HORODATÉ : ${h.motif} Nouvel essai chaque heure par le serveur, ou en relançant cette commande.`;
    default:
      return 'Non horodaté : aucune autorité n’est réglée (HORODATAGE_URL).';
  }
};

const enFrancais = (r: RapportArchivage): string =>
  [
    `Relevés ${moisEnMots(r.mois)} :`,
    ...r.antennes.map((a) => {
      const fait =
        a.ecrits === 0 ? 'déjà archivés, rien à écrire' : `archivés, ${pluriel(a.ecrits, 'fichier')} dans l’archive`;
      return `  ${libelleAntenne(a.antenne)} : ${pluriel(a.releves, 'relevé')}, ${fait}. Empreinte ${a.empreinte}`;
    }),
    `  ${horodatageEnFrancais(r.horodatage)}`,
    ...r.ouvertes.map((a) => `  ${libelleAntenne(a)} : mois non clos, non archivé. Clôturez-le, puis relancez.`),
  ].join('\n');

export const executer = async (c: ContexteCli): Promise<number> => {
  const mois = lireMois(argument(c, 0, 'le mois (AAAA-MM)'));
  const r = await avecMagasin(c, async (magasin) =>
    archiver(
      {
        magasin,
        horloge: horlogeSysteme,
        dossier: dossierArchive(c),
        autorite: autoriteDe(c.config),
        progres: parSeconde(c.dire),
      },
      {
        mois,
        antennes: await antennesVouluesDuMois(c, magasin, mois),
        auteur: auteur(c),
        neuve: c.options.archiveNeuve === true,
      },
    ),
  );
  if (!r.ok) {
    if (c.json) c.ecrire(JSON.stringify(r.refus));
    c.dire(r.refus.message);
    return 1;
  }
  c.ecrire(c.json ? JSON.stringify(r.valeur) : enFrancais(r.valeur));
  return r.valeur.ouvertes.length > 0 ? 2 : 0;
};
