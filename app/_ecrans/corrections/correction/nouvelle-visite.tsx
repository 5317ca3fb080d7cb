'use client';

import { Alert, Group, Stack } from '@mantine/core';
import Link from 'next/link';
import { jugerCorrection } from '#shared/domain/correction/juger';
import { usagerRefuse } from '#shared/domain/correction/refus-usager';
import type { Valeurs } from '#shared/domain/types';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireFenetre } from '../../../_donnees/base/stockage';
import { contexteDe, visiteCreee } from '../../../_donnees/depot/lignes';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { useDepot, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { annulable, retenirPourAnnuler } from '../../../_ui/actes/actes';
import { annoncer, quiDe } from '../../../_ui/actes/annoncer';
import { champDuRefus, composer, dernierVuParmi } from '../../../_ui/actes/composer';
import { signer } from '../../../_ui/actes/enregistrer';
import { lireHeure, situer } from '../../../_ui/actes/heure';
import { lireJour } from '../../../_ui/actes/jour';
import { convenables } from '../../../_ui/actes/motifs';
import { useQuestion } from '../../../_ui/actes/question';
import { lienVisite } from '../../../_ui/adresses/numeros';
import { ChampChoix } from '../../../_ui/champs/champ-choix';
import { Fenetre } from '../../../_ui/fenetre';
import {
  Champ,
  ChampDate,
  type De,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
  useValeur,
  useValeurs,
} from '../../../_ui/formulaire';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { moisDuJour } from '../actes/clos';
import { dejaLa, direAbsent } from '../actes/deja';
import { MoisClos } from '../actes/mois-clos';
import { ChampMotif } from './champ-motif';
import { ChampHeure, Commentaire, HeuresLues } from './champs';
import { useChoix } from './champs-donnees';
import { parametresDeSaisie } from './parametres';
import { passerAuChamp } from './passages';
import { auxChamps, DONNEZ, type Erreurs } from './valeurs';

type Saisie = {
  usagerId: string | null;
  intervenantId: string | null;
  jour: string;
  arrivee: string;
  depart: string;
  motif: string;
  commentaire: string;
};

const VIDE: Omit<Saisie, 'jour'> = {
  usagerId: null,
  intervenantId: null,
  arrivee: '',
  depart: '',
  motif: '',
  commentaire: '',
};

type Lues = { erreurs: Erreurs; debut?: Instant; fin?: Instant };

const valeursDe = (s: Saisie, dureeMax: number, premier: DateCivile | undefined): Lues => {
  const erreurs: Erreurs = {};
  if (!s.usagerId) erreurs.usager = 'Choisissez l’usager.';
  if (!s.intervenantId) erreurs.intervenant = 'Choisissez l’aide.';
  if (s.motif === '') erreurs.motif = 'Le motif manque : tapez ses premières lettres.';
  const lu = lireJour(s.jour, premier);
  if (!lu.ok) return { erreurs: { ...erreurs, jour: lu.message } };
  const jour = lu.valeur;
  const lire = (texte: string, cote: 'debut' | 'fin', autre?: ReturnType<typeof situerUn>) => {
    const i = situerUn(texte, cote, jour, autre, dureeMax);
    if (!i.ok) erreurs[cote] = texte.trim() === '' ? DONNEZ[cote] : i.refus.message;
    return i;
  };
  const debut = lire(s.arrivee, 'debut');
  const fin = lire(s.depart, 'fin', debut);
  return { erreurs, ...(debut.ok ? { debut: debut.valeur } : {}), ...(fin.ok ? { fin: fin.valeur } : {}) };
};

const situerUn = (
  texte: string,
  cote: 'debut' | 'fin',
  jour: DateCivile,
  autre: ReturnType<typeof situer> | undefined,
  dureeMax: number,
): ReturnType<typeof situer> => {
  const tapee = lireHeure(texte);
  return tapee.ok ? situer(tapee.valeur, cote, { jour, dureeMax, autre: autre?.ok ? autre.valeur : undefined }) : tapee;
};

const HEURES = [
  { champ: 'arrivee', nom: 'Arrivée' },
  { champ: 'depart', nom: 'Départ' },
] as const;

type Partie = { f: De<Saisie>; premier: DateCivile | undefined };

/** Usagers of the antenna on the day that is typed, and aides. */
const Personnes = ({ f, premier }: Partie) => {
  const poste = usePoste();
  const etat = useDepot();
  const lu = lireJour(useValeur(f, 'jour'), premier);
  const [usagerId, intervenantId] = [useValeur(f, 'usagerId'), useValeur(f, 'intervenantId')];
  const { usagers, aides } = useChoix(etat, poste.antenne, lu.ok ? lu.valeur : undefined, {
    usagerId: usagerId ?? undefined,
    intervenantId: intervenantId ?? undefined,
  });
  return (
    <Group grow align="flex-start">
      <Champ de={f} nom="usagerId">
        {({ valeur, changer, erreur }) => (
          <ChampChoix
            label="Usager"
            data={usagers}
            limit={50}
            nothingFoundMessage="Aucun usager de ce nom dans l’antenne à cette date"
            value={valeur}
            onChange={changer}
            error={erreur}
            data-autofocus
          />
        )}
      </Champ>
      <Champ de={f} nom="intervenantId">
        {({ valeur, changer, erreur }) => (
          <ChampChoix
            label="Aide"
            data={aides}
            limit={50}
            nothingFoundMessage="Aucune aide de ce nom"
            value={valeur}
            onChange={changer}
            error={erreur}
          />
        )}
      </Champ>
    </Group>
  );
};

/** Visits of that day that it may well be, and whether its month is closed. */
const DejaLa = ({ f, premier, jour, dureeMax, fermer }: Partie & Omit<Props, 'creee'> & { dureeMax: number }) => {
  const saisie = useValeurs(f);
  const lu = lireJour(saisie.jour, premier);
  const etat = useDepot();
  const maintenant = useMaintenant();
  const { debut, fin } = valeursDe(saisie, dureeMax, premier);
  const { usagerId, intervenantId } = saisie;
  const date = lu.ok ? lu.valeur : jour;
  const deja = debut && fin ? dejaLa(etat, { date, debut, fin, usagerId, intervenantId }, maintenant) : [];
  return (
    <>
      <div role="status">
        {deja.length > 0 ? (
          <Alert color="orange" p="xs" variant="light" data-testid="deja">
            {deja.map(({ ligne: l, phrase }) => (
              <div key={l.id}>
                {phrase}{' '}
                <Link href={lienVisite(l.date, l.id)} onClick={fermer}>
                  L’ouvrir
                </Link>
              </div>
            ))}
          </Alert>
        ) : null}
      </div>
      <MoisClos mois={moisDuJour(saisie.jour)} />
    </>
  );
};

type Props = {
  jour: DateCivile;
  fermer: () => void;
  /** It is made, and the window closed: the list shows it. */
  creee: (date: DateCivile, id: string) => void;
};

/** A visit that was neither planned nor punched: a free CREATION. */
export const NouvelleVisite = ({ jour, fermer, creee }: Props) => {
  const poste = usePoste();
  const etat = useDepot();
  const maintenant = useMaintenant();
  const contexte = contexteDe(etat, maintenant);
  const parametres = parametresDeSaisie(contexte, jour);
  const premier = lireFenetre(poste.nom);
  const demanderUneFois = useQuestion();
  const lire = (s: Saisie): Lecture<Saisie, Valeurs> => {
    const { erreurs, debut, fin } = valeursDe(s, parametres.dureeMax, premier);
    if (Object.keys(erreurs).length > 0 || !debut || !fin) return { ok: false, erreurs: auxChamps(erreurs) };
    const { motif, commentaire } = s;
    const [usagerId, intervenantId] = [s.usagerId ?? undefined, s.intervenantId ?? undefined];
    return { ok: true, valeur: { nature: 'CREATION', debut, fin, usagerId, intervenantId, motif, commentaire } };
  };
  const f = useFormulaire({
    depart: (): Saisie => ({ ...VIDE, jour }),
    lire,
    envoyer: async (valeurs) => {
      const date = valeurs.debut ? dateParis(valeurs.debut) : jour;
      const { debut, fin, usagerId = null, intervenantId = null } = valeurs;
      const vues = debut && fin ? dejaLa(etat, { date, debut, fin, usagerId, intervenantId }, maintenant) : [];
      const dernierInstant = dernierVuParmi(vues.map((v) => v.ligne.retenue));
      const correction = composer({ date, base: [], dernierInstant }, valeurs, signer(poste));
      const visite = visiteCreee(correction, contexte);
      const refus =
        jugerCorrection(visite, [], correction, contexte) ??
        usagerRefuse([correction], etat.usagers, correction.date)?.refus;
      if (refus) return auxChamps({ [champDuRefus(refus, correction)]: refus.message });
      // Only of what can be accepted.
      const question = demanderUneFois([usagerId, date], usagerId ? direAbsent(etat, usagerId, date) : []);
      if (question !== undefined) return { formulaire: question };
      try {
        await poste.enregistrer([correction]);
      } catch {
        return {
          formulaire: 'Ce poste n’a pas pu garder la visite (disque plein ?). Libérez de la place et recommencez.',
        };
      }
      const acte = [correction];
      retenirPourAnnuler(poste, acte);
      const noms = nomsDe(etat);
      const qui = quiDe({ usager: noms('usager', correction.usagerId ?? ''), date: correction.date });
      annoncer(qui, acte, poste.sync.lire().liaison === 'EN_LIGNE', noms, annulable(poste, acte), 'Visite créée');
      fermer();
      creee(visite.date, visite._id);
      return undefined;
    },
    brouillon: useGarde('nouvelle visite', ['jour']),
  });

  return (
    <Fenetre onClose={fermer} title="Nouvelle visite, ni prévue ni pointée" size="lg">
      <Formulaire de={f} onKeyDownCapture={(ev) => passerAuChamp(ev, undefined)}>
        <Stack gap="sm">
          <Repris de={f} />
          {/* First, since it is known: from the names on, each field is one Tab from the next. */}
          <ChampDate de={f} nom="jour" label="Jour" w={200} {...(premier ? { min: premier } : {})} />
          <Personnes f={f} premier={premier} />
          <Group grow align="flex-start">
            {HEURES.map(({ champ, nom }) => (
              <Champ key={champ} de={f} nom={champ}>
                {(c) => <ChampHeure nom={nom} {...c} />}
              </Champ>
            ))}
          </Group>
          <HeuresLues
            de={f}
            lire={(heures) => valeursDe({ ...f.valeurs(), ...heures }, parametres.dureeMax, premier)}
          />
          <Champ de={f} nom="motif">
            {(c) => <ChampMotif enVigueur={parametres.motifs} convenables={convenables(undefined)} {...c} />}
          </Champ>
          <Commentaire de={f} />
          <DejaLa f={f} premier={premier} jour={jour} dureeMax={parametres.dureeMax} fermer={fermer} />
          <RefusFormulaire de={f} />
          <PiedFenetre faire="Créer la visite" quitter="Fermer" />
        </Stack>
      </Formulaire>
    </Fenetre>
  );
};
