import type { ModeFictif } from '#shared/contrats/acces/compte';
import type { MotifDeFiche } from '#shared/domain/correction/motifs';
import { telephone } from '#shared/mots/textes';
import { type Feuille, LIGNE_VIERGE, type LigneFeuille } from '../../../../_ui/papier/modele';
import { ouvrirPapier, type Papier, type Polices } from '../../../../_ui/papier/papier';

// One A4 page an aide and a day, to be filled by hand where the telephone could not be used.

const PAR_PAGE = 8;
const RANG = 23.5;
const HAUT = 67;
/** Lines left at the end of a day, for visits that nobody had planned. */
const IMPREVUES = 3;
/** Left edges, in millimetres; the last is the right edge of the table. */
const COLONNES = [15, 37, 104, 129, 154, 195] as const;
const TETES = ['Prévu', 'Usager', 'Arrivée', 'Départ', 'Signature de l’usager'] as const;

const enTete = (p: Papier, f: Feuille, page: number, pages: number): void => {
  const droite = p.largeur - p.bord;
  p.ecrire('Fiche de visites', p.bord, 20, { taille: 18, graisse: 'bold' });
  p.ecrire(`Antenne ${f.antenne}`, droite, 16, { taille: 12, graisse: 'bold', alignement: 'right' });
  if (f.telephone !== '')
    p.ecrire(`Téléphone : ${telephone(f.telephone)}`, droite, 22, { taille: 12, graisse: 'bold', alignement: 'right' });
  if (pages > 1) p.ecrire(`page ${page} sur ${pages}`, 105, 20, { taille: 10, gris: true, alignement: 'center' });
  const remplir = (mot: string, valeur: string, x: number, fin: number): void => {
    p.ecrire(mot, x, 31, { taille: 11, gris: true });
    const apres = x + p.mesurer(mot, { taille: 11 }) + 2;
    if (valeur === '') p.trait(apres, 31.6, fin, 31.6, true);
    else p.ecrire(valeur, apres, 31, { taille: 13, graisse: 'bold' });
  };
  remplir('Aide :', f.aide, p.bord, 100);
  remplir('Jour :', f.jour, 108, droite);
  p.cadre(p.bord, 36, droite - p.bord, 23, true);
  const x = p.bord + 4;
  const appelez = 'D’abord, appelez le numéro vert, gratuit :';
  p.ecrire(appelez, x, 43, { taille: 11.5 });
  const numero = x + p.mesurer(appelez, { taille: 11.5 }) + 3;
  if (f.numeroVert === '') p.trait(numero, 43.4, numero + 45, 43.4);
  else p.ecrire(telephone(f.numeroVert), numero, 43.3, { taille: 15, graisse: 'bold' });
  p.ecrire('Le code du bénéficiaire ne se tape que si la voix le demande (téléphone non reconnu).', x, 49.3, {
    taille: 10.5,
  });
  p.ecrire('Pas d’appel possible ? Écrivez les heures, cochez pourquoi, rendez la feuille à l’antenne.', x, 55.2, {
    taille: 10.5,
  });
  for (const [n, mot] of TETES.entries()) p.ecrire(mot, (COLONNES[n] ?? 0) + 1.5, HAUT - 2, { taille: 10, gris: true });
};

/** `..... h .....`, to write an hour upon. */
const heureAEcrire = (p: Papier, gauche: number, y: number): void => {
  p.trait(gauche + 2.5, y, gauche + 10, y, true);
  p.ecrire('h', gauche + 11.2, y, { taille: 10, gris: true });
  p.trait(gauche + 14, y, gauche + 22, y, true);
};

/** As an aide says them. */
const EN_MOTS: Readonly<Record<MotifDeFiche, string>> = {
  TELEPHONE_INDISPONIBLE: 'téléphone en panne',
  LIGNE_OCCUPEE: 'ligne occupée',
  TELEPHONE_REFUSE: 'refus de l’usager',
  PANNE_SVI: 'le numéro vert ne répond pas',
};
/** Two boxes a line: every reason has one, in the order of its words. */
const MOTIFS = Object.keys(EN_MOTS) as MotifDeFiche[];

/** Why there was no call, to be ticked on the visit's own line. */
const motifs = (p: Papier, gauche: number, bas: number): void => {
  for (const [n, motif] of MOTIFS.entries()) {
    const x = gauche + 2.5 + (n % 2) * 38;
    const y = bas - 7.4 + Math.floor(n / 2) * 5;
    p.case(x, y - 2.8, 3.2);
    p.ecrire(EN_MOTS[motif], x + 4.6, y, { taille: 9.5 });
  }
};

const rang = (p: Papier, l: LigneFeuille, haut: number): void => {
  const [g0, g1, g2, g3] = COLONNES;
  const bas = haut + RANG;
  if (l.debut !== '') {
    p.ecrire(l.debut, g1 - 3, haut + 7, { taille: 12, alignement: 'right' });
    p.ecrire(`à ${l.fin}`, g1 - 3, haut + 13, { taille: 12, alignement: 'right' });
  }
  const large = g2 - g1 - 3;
  if (l.usager !== '') {
    const taille = p.mesurer(l.usager, { taille: 12.5, graisse: 'bold' }) > large ? 10 : 12.5;
    p.paragraphe(l.usager, g1 + 1.5, haut + 6, large, { taille, graisse: 'bold' }, 1);
    p.paragraphe(l.adresse, g1 + 1.5, haut + 11, large, { taille: 10 }, 2);
    if (l.absence) {
      const absent = { taille: 11, graisse: 'bold' } as const;
      p.paragraphe(`Absence : ${l.absence}`, g1 + 1.5, bas - 2.2, large, absent, 1);
    } else if (l.code !== '') p.ecrire(`Code du bénéficiaire : ${l.code}`, g1 + 1.5, bas - 2.2, { taille: 11 });
  }
  heureAEcrire(p, g2, haut + 10.5);
  heureAEcrire(p, g3, haut + 10.5);
  motifs(p, g2, bas);
  p.trait(g0, bas, COLONNES[5], bas);
};

const pied = (p: Papier, y: number): void => {
  p.ecrire('Signature de l’aide :', p.bord, y, { taille: 10.5, gris: true });
  p.trait(p.bord + 38, y + 0.6, p.bord + 92, y + 0.6, true);
  p.ecrire('Remise à l’antenne le :', 113, y, { taille: 10.5, gris: true });
  p.trait(153, y + 0.6, p.largeur - p.bord, y + 0.6, true);
};

const dessiner = (p: Papier, f: Feuille): void => {
  const imprevues = Array.from({ length: f.aide === '' ? 0 : IMPREVUES }, () => LIGNE_VIERGE);
  const toutes = [...f.lignes, ...imprevues];
  const pages = Math.max(1, Math.ceil(toutes.length / PAR_PAGE));
  for (let n = 0; n < pages; n++) {
    p.page();
    enTete(p, f, n + 1, pages);
    const lignes = toutes.slice(n * PAR_PAGE, (n + 1) * PAR_PAGE);
    p.trait(COLONNES[0], HAUT, COLONNES[5], HAUT);
    for (const [i, l] of lignes.entries()) rang(p, l, HAUT + i * RANG);
    const bas = HAUT + lignes.length * RANG;
    for (const [c, x] of COLONNES.entries()) {
      // Reasons run under both hours and the signature.
      if (c < 3 || c === COLONNES.length - 1) p.trait(x, HAUT, x, bas, true);
      else for (let i = 0; i < lignes.length; i++) p.trait(x, HAUT + i * RANG, x, HAUT + i * RANG + 12, true);
    }
    pied(p, Math.max(bas + 12, p.hauteur - 24));
  }
};

/** A PDF of these sheets, one after the other. */
export const composerFeuilles = (
  feuilles: readonly Feuille[],
  polices: Polices,
  mode?: ModeFictif | undefined,
): ArrayBuffer => {
  const p = ouvrirPapier(polices, 'Fiches de visites', mode);
  for (const f of feuilles) dessiner(p, f);
  return p.octets();
};
