'use client';

import { Alert, Group, Stack, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { jugerCorrection } from '#shared/domain/correction/juger';
import { usagerRefuse } from '#shared/domain/correction/refus-usager';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireFenetre } from '../../../_donnees/base/stockage';
import { contexteDe, visiteCreee } from '../../../_donnees/depot/lignes';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { useDepot, useLignes, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { retenirPourAnnuler } from '../../../_ui/actes/actes';
import { annoncer, quiDe } from '../../../_ui/actes/annoncer';
import { champDuRefus, composer } from '../../../_ui/actes/composer';
import { signer } from '../../../_ui/actes/enregistrer';
import { lireHeure, situer } from '../../../_ui/actes/heure';
import { lireJour } from '../../../_ui/actes/jour';
import { convenables } from '../../../_ui/actes/motifs';
import { lienVisite } from '../../../_ui/adresses/numeros';
import { BrouillonRepris, useBrouillon } from '../../../_ui/champs/brouillon';
import { ChampChoix } from '../../../_ui/champs/champ-choix';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useUneFois } from '../../../_ui/champs/une-fois';
import { Fenetre } from '../../../_ui/fenetre';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { moisDuJour } from '../actes/clos';
import { dejaLa } from '../actes/deja';
import { MoisClos } from '../actes/mois-clos';
import { ChampMotif } from './champ-motif';
import { ChampCommentaire, ChampHeure } from './champs';
import { useChoix } from './champs-donnees';
import { useFocusErreur } from './focus-erreur';
import { DONNEZ, type Erreurs } from './valeurs';

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

/** A visit that was neither planned nor punched: a free CREATION. */
export const NouvelleVisite = ({ jour, fermer }: { jour: DateCivile; fermer: () => void }) => {
  const poste = usePoste();
  const etat = useDepot();
  const maintenant = useMaintenant();
  const contexte = contexteDe(etat, maintenant);
  const parametres = contexte.parametresAu(jour);
  const premier = lireFenetre(poste.nom);
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const formulaire = useFocusErreur(erreurs);
  const tapee = useBrouillon<Saisie>('nouvelle visite', () => ({ ...VIDE, jour }), ['jour']);
  const saisie = tapee.valeur;
  const lu = lireJour(saisie.jour, premier);
  const { usagers, aides } = useChoix(etat, poste.antenne, lu.ok ? lu.valeur : undefined, {
    usagerId: saisie.usagerId ?? undefined,
    intervenantId: saisie.intervenantId ?? undefined,
  });
  const changer = (partie: Partial<Saisie>): void => {
    setErreurs({});
    tapee.changer(partie);
  };

  const duJour = useLignes(lu.ok ? lu.valeur : jour, lu.ok ? lu.valeur : jour);
  const lues = valeursDe(saisie, parametres.dureeMax, premier);
  const { debut, fin } = lues;
  const { usagerId, intervenantId } = saisie;
  const deja = debut && fin ? dejaLa({ debut, fin, usagerId, intervenantId }, duJour) : [];

  const uneFois = useUneFois();
  const soumettre = async (): Promise<boolean> => {
    if (Object.keys(lues.erreurs).length > 0 || !debut || !fin) {
      setErreurs(lues.erreurs);
      return false;
    }
    const correction = composer(
      { date: dateParis(debut), base: [] },
      {
        nature: 'CREATION',
        debut,
        fin,
        usagerId: saisie.usagerId ?? undefined,
        intervenantId: saisie.intervenantId ?? undefined,
        motif: saisie.motif,
        commentaire: saisie.commentaire,
      },
      signer(poste),
    );
    const refus =
      jugerCorrection(visiteCreee(correction, contexte), [], correction, contexte) ??
      usagerRefuse([correction], etat.usagers, correction.date)?.refus;
    if (refus) {
      setErreurs({ [champDuRefus(refus, correction)]: refus.message });
      return false;
    }
    try {
      await poste.enregistrer([correction]);
    } catch {
      setErreurs({
        formulaire: 'Ce poste n’a pas pu garder la visite (disque plein ?). Libérez de la place et recommencez.',
      });
      return false;
    }
    retenirPourAnnuler(poste, [correction]);
    const noms = nomsDe(etat);
    const qui = quiDe({ usager: noms('usager', correction.usagerId ?? ''), date: correction.date });
    annoncer(qui, [correction], poste.sync.lire().liaison === 'EN_LIGNE', noms);
    tapee.envoyee();
    fermer();
    return true;
  };

  return (
    <Fenetre onClose={fermer} title="Nouvelle visite, ni prévue ni pointée" size="lg" entamee={tapee.entamee}>
      <form
        ref={formulaire}
        onSubmit={(ev) => {
          ev.preventDefault();
          void uneFois(soumettre);
        }}
        noValidate
      >
        <Stack gap="sm">
          <BrouillonRepris de={tapee} />
          <Group grow align="flex-start">
            <ChampChoix
              label="Usager"
              data={usagers}
              limit={50}
              nothingFoundMessage="Aucun usager de ce nom dans l’antenne à cette date"
              value={saisie.usagerId}
              onChange={(usagerId) => changer({ usagerId })}
              error={erreurs.usager}
              data-autofocus
            />
            <ChampChoix
              label="Aide"
              data={aides}
              limit={50}
              nothingFoundMessage="Aucune aide de ce nom"
              value={saisie.intervenantId}
              onChange={(intervenantId) => changer({ intervenantId })}
              error={erreurs.intervenant}
            />
          </Group>
          <Group grow align="flex-start">
            <TextInput
              type="date"
              label="Jour"
              value={saisie.jour}
              {...(premier ? { min: premier } : {})}
              error={erreurs.jour}
              onChange={(ev) => changer({ jour: ev.currentTarget.value })}
            />
            <ChampHeure
              nom="Arrivée"
              valeur={saisie.arrivee}
              changer={(arrivee) => changer({ arrivee })}
              erreur={erreurs.debut}
            />
            <ChampHeure
              nom="Départ"
              valeur={saisie.depart}
              changer={(depart) => changer({ depart })}
              erreur={erreurs.fin}
            />
          </Group>
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
          <ChampMotif
            key={tapee.tour}
            enVigueur={parametres.motifs}
            convenables={convenables(undefined)}
            valeur={saisie.motif}
            changer={(motif) => changer({ motif })}
            erreur={erreurs.motif}
          />
          <ChampCommentaire
            motif={saisie.motif}
            valeur={saisie.commentaire}
            changer={(commentaire) => changer({ commentaire })}
            erreur={erreurs.commentaire}
          />
          <ErreurFormulaire message={erreurs.formulaire} />
          <PiedFenetre faire="Créer la visite" fermer={fermer} quitter="Fermer" />
        </Stack>
      </form>
    </Fenetre>
  );
};
