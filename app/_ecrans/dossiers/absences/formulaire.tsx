'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { type AbsenceEnVigueur, type AbsenceTapee, natureEnMots } from '#shared/domain/absence/absences';
import { nomComplet, pointFinal } from '#shared/mots/textes';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { saisiesDuType } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useDepot, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { signer } from '../../../_ui/actes/enregistrer';
import { useQuestion } from '../../../_ui/actes/question';
import {
  Champ,
  ChampDate,
  ChampListe,
  ChampLong,
  type De,
  type Erreurs,
  Formulaire,
  Quitter,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
  useValeur,
  useValeurs,
} from '../../../_ui/formulaire';
import {
  absencesDuPoste,
  CHAMPS_VIERGES,
  type Champs,
  champsDe,
  composerAbsence,
  lireChamps,
  periodeEnMots,
  suiteEnMots,
  visitesATraiter,
  visitesPointees,
  visitesPrevues,
} from '../../../_ui/heures/tapee';
import { notifications } from '../../../_ui/notifications';
import { ChampUsager } from '../../../_ui/personnes/champ-usager';
import { actuelleDe, direModifiee, direRetiree, lieuDeLAbsence } from './entre-temps';

const NATURES = Object.entries(NATURES_ABSENCE).map(([value, { libelle }]) => ({ value, label: libelle }));
const CHAMPS_DATES = ['du', 'au'] as const;
const LIBELLES = { du: 'Du', au: 'Au' };
const PRECISIONS = { du: undefined, au: 'Dernier jour ; vide si la fin n’est pas connue' };

type Props = {
  /** The absence that is modified, as it was when the form opened; else a new one. */
  absence?: AbsenceEnVigueur | undefined;
  usagerId?: string | undefined;
  fermer: () => void;
};

const NON_GARDEE = 'Ce poste n’a pas pu garder cette absence (disque plein ?). Libérez de la place et recommencez.';

/** Days, comment: what they are called depends on the nature. */
const SelonLaNature = ({ f }: { f: De<Champs> }) => {
  const nature = useValeur(f, 'nature');
  return (
    <>
      {CHAMPS_DATES.map((c) =>
        c === 'au' && NATURES_ABSENCE[nature].definitive ? null : (
          <ChampDate key={c} de={f} nom={c} label={LIBELLES[c]} description={PRECISIONS[c]} data-testid={c} />
        ),
      )}
      <ChampLong
        de={f}
        nom="commentaire"
        label={nature === 'AUTRE' ? 'Pourquoi' : 'Commentaire (facultatif)'}
        maxRows={4}
        maxLength={COMMENTAIRE_MAX}
      />
    </>
  );
};

/** What follows of what is typed, in figures, once it can be read. */
const Apercu = ({ f, lire, dire }: { f: De<Champs>; lire: Lire; dire: (a: AbsenceTapee) => string }) => {
  const lus = lire(useValeurs(f));
  return lus.ok ? (
    <Text size="sm" data-testid="apercu">
      {dire(lus.valeur)}
    </Text>
  ) : null;
};
type Lire = (c: Champs) => ReturnType<typeof lireChamps>;

/** What someone else has just said of it takes the place of what was not typed, before it is painted: an Entrée may follow. */
const useVenue = (f: De<Champs>, actuelle: AbsenceEnVigueur | undefined): void => {
  const dernier = useRef({ f, actuelle });
  const vue = useRef(actuelle?.id);
  useLayoutEffect(() => {
    dernier.current = { f, actuelle };
  });
  const id = actuelle?.id;
  useLayoutEffect(() => {
    const { f: formulaire, actuelle: venue } = dernier.current;
    if (id === undefined || id === vue.current || !venue) return;
    vue.current = id;
    formulaire.arrive(champsDe(venue));
  }, [id]);
};

/** An absence: Entrée keeps it, Échap closes. Refusals are said in the field, before anything is sent. */
export const FormulaireAbsence = ({ absence, usagerId, fermer }: Props) => {
  const etat = useDepot();
  const poste = usePoste();
  const aujourdhui = useAujourdhui();
  const maintenant = useMaintenant();
  const fixe = absence?.usagerId ?? usagerId;
  const toutes = absencesDuPoste(etat);
  const actuelle = absence && actuelleDe(absence, toutes);
  const nommerAuteur = (identifiant: string): string => nomAuteur(etat, identifiant);
  const retiree = absence && !actuelle ? direRetiree(absence, saisiesDuType(etat, 'absence'), nommerAuteur) : undefined;
  const demanderUneFois = useQuestion();
  const lire: Lire = (champs) => lireChamps(champs, toutes, actuelle?.id);
  const suiteDe = (a: Pick<AbsenceTapee, 'usagerId' | 'nature' | 'du' | 'au'>): string =>
    suiteEnMots(
      visitesPrevues(etat, a, maintenant).length,
      a.nature,
      visitesPointees(etat.jours, a),
      visitesATraiter(etat, a, maintenant).length,
    );
  const nommer = (id: string): string => {
    const usager = etat.usagers.get(id);
    return usager ? nomComplet(usager) : id;
  };
  const garder = async (voulue: AbsenceTapee, annulee: boolean): Promise<Erreurs<Champs> | undefined> => {
    const doc = composerAbsence(voulue, signer(poste), annulee);
    try {
      await poste.enregistrer([doc]);
    } catch {
      return { formulaire: NON_GARDEE };
    }
    const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
    notifications.show({
      color: enLigne ? 'green' : 'yellow',
      title: `${annulee ? 'Absence retirée' : 'Absence enregistrée'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
      message: `${nommer(doc.usagerId)}, ${natureEnMots(doc)} ${pointFinal(periodeEnMots(doc, aujourdhui))} ${
        annulee ? 'Ses visites prévues sont de nouveau attendues.' : suiteDe(doc)
      }`,
    });
    fermer();
    return undefined;
  };
  const garde = useGarde(absence ? lieuDeLAbsence(absence) : `absence ${usagerId ?? 'nouvelle'}`);
  const f = useFormulaire({
    depart: (): Champs => (absence ? champsDe(absence) : { ...CHAMPS_VIERGES, usagerId: fixe ?? '', du: aujourdhui }),
    lire,
    envoyer: (voulue) => {
      // Withdrawn by another, it would be noted again: not without a word.
      const question = demanderUneFois(voulue, retiree ? [`${retiree}, elle sera notée de nouveau`] : []);
      return question === undefined ? garder(voulue, false) : { formulaire: question };
    },
    brouillon: garde,
  });
  useVenue(f, actuelle);
  // Of what this very form has just written, nothing is to be said.
  const entretemps = f.enCours
    ? undefined
    : retiree
      ? `${retiree} : fermez, ou enregistrez pour la noter de nouveau.`
      : absence && actuelle && direModifiee(absence, actuelle, { nommer: nommerAuteur, aujourdhui });
  const { element } = f;
  const annuler = (a: AbsenceEnVigueur): void =>
    f.agir(async () => {
      const refus = await garder({ ...a, remplace: a.id }, true);
      if (!refus) garde.oublier();
      return refus;
    });

  return (
    <Formulaire
      de={f}
      fermer={fermer}
      auPremier
      className="formulaire"
      aria-label={absence ? 'Modifier l’absence' : 'Noter une absence'}
    >
      <Stack gap="sm">
        <Repris de={f} />
        <div aria-live="assertive" style={{ display: 'contents' }}>
          {entretemps ? (
            <Alert color="orange" p="xs" variant="light" data-testid="entre-temps">
              {entretemps}
            </Alert>
          ) : null}
        </div>
        {fixe === undefined ? (
          <Champ de={f} nom="usagerId">
            {({ valeur, changer, erreur }) => (
              <ChampUsager
                valeur={valeur || undefined}
                changer={(id) => changer(id ?? '')}
                erreur={erreur}
                // A name that is chosen is not yet an absence: its nature and its days come next.
                suite={() => element.current?.querySelector('select')?.focus()}
              />
            )}
          </Champ>
        ) : (
          <Text fw={600}>{nommer(fixe)}</Text>
        )}
        <ChampListe de={f} nom="nature" label="Nature" data={NATURES} />
        <SelonLaNature f={f} />
        <Apercu f={f} lire={lire} dire={suiteDe} />
        <RefusFormulaire de={f} />
        <Group gap="sm" className="formulaire__pied">
          <Button type="submit" size="xs">
            Enregistrer
          </Button>
          {actuelle ? (
            <Button size="xs" variant="default" onClick={() => annuler(actuelle)}>
              Retirer cette absence
            </Button>
          ) : null}
          <Quitter size="xs" variant="subtle" color="gray" />
        </Group>
      </Stack>
    </Formulaire>
  );
};
