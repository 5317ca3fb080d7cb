'use client';

import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { jugerCorrection } from '#shared/domain/correction/juger';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../_data/etat-depot';
import { useDepot, useMaintenant, usePoste } from '../../_data/hooks';
import { contexteDe, visiteCreee } from '../../_data/lignes';
import { lireFenetre } from '../../_data/stockage';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { Fenetre } from '../../_ui/fenetre';
import { retenirPourAnnuler } from './actes';
import { annoncer } from './annoncer';
import { ChampMotif } from './champ-motif';
import { ChampCommentaire, ChampHeure } from './champs';
import { choixPersonnes } from './champs-donnees';
import { moisDuJour } from './clos';
import { champDuRefus, composer } from './composer';
import { signer } from './enregistrer';
import { useFocusErreur } from './focus-erreur';
import { lireHeure, situer } from './heure';
import { lireJour } from './jour';
import { MoisClos } from './mois-clos';
import { convenables } from './motifs';
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

const valeursDe = (s: Saisie, dureeMax: number, premier: DateCivile | undefined) => {
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

const gens = (etat: EtatDepot) => ({
  usagers: choixPersonnes(etat.usagers.values()),
  intervenants: choixPersonnes(etat.intervenants.values()),
});

/** A visit that was neither planned nor punched: a free CREATION. */
export const NouvelleVisite = ({ jour, fermer }: { jour: DateCivile; fermer: () => void }) => {
  const poste = usePoste();
  const etat = useDepot();
  const maintenant = useMaintenant();
  const contexte = contexteDe(etat, maintenant);
  const parametres = contexte.parametresAu(jour);
  const { usagers, intervenants } = useMemo(() => gens(etat), [etat]);
  const premier = lireFenetre(poste.nom);
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const formulaire = useFocusErreur(erreurs);
  const [saisie, setSaisie] = useState<Saisie>({
    usagerId: null,
    intervenantId: null,
    jour,
    arrivee: '',
    depart: '',
    motif: '',
    commentaire: '',
  });
  const changer = (partie: Partial<Saisie>): void => {
    setErreurs({});
    setSaisie((s) => ({ ...s, ...partie }));
  };

  const soumettre = async (ev: FormEvent): Promise<void> => {
    ev.preventDefault();
    const lues = valeursDe(saisie, parametres.dureeMax, premier);
    if (Object.keys(lues.erreurs).length > 0 || !('debut' in lues) || !lues.debut || !lues.fin) {
      setErreurs(lues.erreurs);
      return;
    }
    const correction = composer(
      { date: dateParis(lues.debut), base: [] },
      {
        nature: 'CREATION',
        debut: lues.debut,
        fin: lues.fin,
        usagerId: saisie.usagerId ?? undefined,
        intervenantId: saisie.intervenantId ?? undefined,
        motif: saisie.motif,
        commentaire: saisie.commentaire,
      },
      signer(poste),
    );
    const refus = jugerCorrection(visiteCreee(correction, contexte), [], correction, contexte);
    if (refus) {
      setErreurs({ [champDuRefus(refus, correction)]: refus.message });
      return;
    }
    try {
      await poste.enregistrer([correction]);
    } catch {
      setErreurs({
        formulaire: 'Ce poste n’a pas pu garder la visite (disque plein ?). Libérez de la place et recommencez.',
      });
      return;
    }
    retenirPourAnnuler(poste, [correction]);
    annoncer([correction], poste.sync.lire().liaison === 'EN_LIGNE');
    fermer();
  };

  return (
    <Fenetre onClose={fermer} title="Nouvelle visite, ni prévue ni pointée" size="lg">
      <form ref={formulaire} onSubmit={(ev) => void soumettre(ev)} noValidate>
        <Stack gap="sm">
          <Group grow align="flex-start">
            <Select
              label="Usager"
              data={usagers}
              searchable
              limit={50}
              nothingFoundMessage="Aucun usager de ce nom dans l’antenne"
              value={saisie.usagerId}
              onChange={(usagerId) => changer({ usagerId })}
              error={erreurs.usager}
              data-autofocus
            />
            <Select
              label="Aide"
              data={intervenants}
              searchable
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
          <MoisClos mois={moisDuJour(saisie.jour)} />
          <ChampMotif
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
          <Group justify="flex-end">
            <Button variant="default" onClick={fermer}>
              Fermer
            </Button>
            <Button type="submit">Créer la visite</Button>
          </Group>
        </Stack>
      </form>
    </Fenetre>
  );
};
