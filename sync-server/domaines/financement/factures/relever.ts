import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import type { Facture } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { codesAntennes, libelleAntenne } from '#shared/domain/antenne/registre';
import { nommerFacture } from '#shared/libelles/facture';
import { moisEnMots } from '#shared/mots/dates';
import { ajouterMois, dateParis, moisParis } from '#shared/temps/paris';
import { changer, deposerLot, enConflit, sansReponse } from '../../../store/ecrire';
import type { Stocke } from '../../../store/lire';
import { plageType } from '../../../store/types';
import { destinatairesDuDigest } from '../../acces';
import { dejaVus, direLien, noterVu } from '../../dossiers';
import type { PortsEnvois } from '../envois/ports';
import type { RapportReleve } from '../envois/retours';
import { deposerFacture, OCTETS_MAX } from './deposer';

/** Who files what comes by itself. */
const PAR_DASES = 'DASES';
/** Months that are looked at for what was filed and not yet told. */
const MOIS_DEPOTS = 24;

/** Those that came by themselves and that nobody was told of: of this reading, or of one that was cut. */
const aAnnoncer = async (p: PortsEnvois): Promise<Stocke<Facture>[]> => {
  const depuis = ajouterMois(moisParis(p.horloge()), -MOIS_DEPOTS);
  const toutes = await plageType(p.magasin, 'facture', {}, { de: depuis });
  return toutes.filter((f) => f.par === PAR_DASES && f.annonceeLe === undefined);
};

/**
 * [AL] One mail an antenna, to those who want its morning account: how many, of which month; no name, no amount. Cut before it is
 * noted, it is the same mail that is prepared again, hence none more.
 */
const annoncer = async (p: PortsEnvois): Promise<void> => {
  const recues = await aAnnoncer(p);
  if (!p.courrier || recues.length === 0) return;
  const maintenant = p.horloge();
  const docs = await plageType(p.magasin, 'parametre', {});
  const parametres = lecteurParametres(docs)(dateParis(maintenant));
  const comptes = await plageType(p.magasin, 'compte', {});
  for (const antenne of codesAntennes()) {
    const siennes = recues.filter((f) => f.antenne === antenne);
    const a = destinatairesDuDigest(antenne, parametres, comptes);
    const derniere = siennes
      .map((f) => f.recueLe)
      .sort()
      .at(-1);
    if (derniere === undefined || a.length === 0) continue;
    const lignes = siennes.map((f) => `- ${nommerFacture(f)}, ${moisEnMots(f.mois)}`);
    await p.courrier.envoyer({
      a,
      sujet: `Télégestion ${libelleAntenne(antenne)} : ${siennes.length === 1 ? 'une facture définitive' : `${siennes.length} factures définitives`}`,
      texte: `${['Le Département a déposé :', '', ...lignes, '', `Les ouvrir : ${p.extranet?.() ?? ''}/envois/`].join('\n')}\n`,
      cle: `${derniere}:factures-${antenne.toLowerCase()}-${siennes.length}`,
    });
  }
  const depots = await deposerLot(
    p.magasin,
    BASE_CENTRALE,
    recues.map((f) => ({ ...f, annonceeLe: maintenant })),
  );
  // One that was opened meanwhile has a reader more.
  for (const { id } of depots.filter(enConflit))
    sansReponse(await changer<Facture>(p.magasin, BASE_CENTRALE, id, (la) => ({ ...la, annonceeLe: maintenant })));
};

/** Takes in the invoices that the Département left: each once; what is put aside says why. */
export const releverFactures = async (p: PortsEnvois): Promise<RapportReleve> => {
  const rapport: RapportReleve = { pris: [], ecartes: [], pannes: [] };
  const depot = p.depots.DASES;
  if (!depot) return rapport;
  const vus = await depot.lister('factures');
  if (!vus.ok) return { ...rapport, pannes: [vus.refus.message] };
  const connus = await dejaVus(p.magasin, 'DASES', 'factures');
  for (const vu of vus.valeur) {
    // The checksum that goes with a file.
    if (connus(vu) || vu.nom.endsWith('.sha256')) continue;
    const ecarter = async (raison: string): Promise<void> => {
      await noterVu(p, { destination: 'DASES', boite: 'factures', vu, raison });
      rapport.ecartes.push({ nom: vu.nom, instant: p.horloge(), raison });
    };
    const illisible = direLien(vu) ?? (vu.octets > OCTETS_MAX ? `plus de ${OCTETS_MAX / 1_000_000} Mo` : undefined);
    if (illisible !== undefined) {
      await ecarter(illisible);
      continue;
    }
    const octets = await depot.lire('factures', vu.nom);
    if (!octets.ok) {
      rapport.pannes.push(octets.refus.message);
      continue;
    }
    const r = await deposerFacture(p, {
      nom: vu.nom,
      octets: octets.valeur,
      par: PAR_DASES,
      antennes: codesAntennes(),
    });
    if (!r.ok) {
      await ecarter(r.refus.message);
      continue;
    }
    await noterVu(p, { destination: 'DASES', boite: 'factures', vu, raison: undefined });
    rapport.pris.push(vu.nom);
  }
  await annoncer(p);
  return rapport;
};
