'use client';

import { Button, Text, TextInput, Title } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { dateHeure, dateLongueEtAnnee, heure } from '#shared/mots/dates';
import { dateExiste, dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireFenetre, poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { contexteDe } from '../../../_donnees/depot/lignes';
import { usagersDuJour } from '../../../_donnees/depot/usagers-du-jour';
import { useAujourdhui, useDepot, useLignes, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { useService } from '../../../_donnees/serveur/service';
import { lireJour } from '../../../_ui/actes/jour';
import { Champ, ChampTexte, enFrancais } from '../../../_ui/formulaire';
import { Icone } from '../../../_ui/mots/icones';
import { ChampPersonne } from '../../../_ui/personnes/champ-personne';
import { trierOptions } from '../../../_ui/personnes/personnes';
import { ChampMotifLot } from './champ-motif-lot';
import type { MotifPour } from './garder';
import type { ErreursFiche } from './lire';
import { ListeFiches } from './liste-fiches';
import { motifParDefaut, type Panne, pannesConnues, pannesLe, useLot } from './lot';
import { fichesDuJour } from './suivi';
import { TableFiches } from './table-fiches';
import { aidesSansHeures, visitesDeLAide } from './visites';
import '../../../_ui/styles/fiches.css';
import { differer } from '../../../_ui/champs/differe';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';

const Impression = differer(() => import('./impression').then((m) => m.Impression));

const useOptions = (date: string) => {
  const etat = useDepot();
  const { antenne } = usePoste();
  return useMemo(() => {
    const quand = dateExiste(date) ? date : undefined;
    const usagers = usagersDuJour({ usagers: etat.usagers }, antenne, quand);
    return {
      usagers: trierOptions(usagers),
      aides: trierOptions(etat.intervenants.values()),
      codes: new Map([...etat.intervenants.values()].map((i) => [i.id, i.codeSvi])),
    };
  }, [etat.usagers, etat.intervenants, antenne, date]);
};

/** The motif that a line takes by itself: said where it may differ from the field. */
const NotePannes = ({ pannes, date }: { pannes: readonly Panne[]; date: DateCivile }) => {
  const dire = (i: Instant): string => (dateParis(i) === date ? heure(i) : dateHeure(i, dateParis(i)));
  const quand = pannes.map((p) => (p.fin ? `de ${dire(p.debut)} à ${dire(p.fin)}` : `depuis ${dire(p.debut)}`));
  return (
    <Text size="sm" c="var(--ton-orange-texte)" data-testid="note-pannes">
      Téléphone (SVI) en panne {quand.join(', ')} : les fiches de ces heures prennent d’elles-mêmes le motif « Panne du
      SVI ».
    </Text>
  );
};

const Ecran = () => {
  const q = useSearchParams();
  const poste = usePoste();
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  const maintenant = useMaintenant();
  const service = useService();
  const { motifs } = contexteDe(etat, maintenant).parametresAu(dateParis(maintenant));
  const { f, lot, usager } = useLot(new URLSearchParams(q.toString()));
  const pannes = useMemo(() => pannesConnues(service), [service]);
  const pannesDuJour = pannesLe(pannes, lot.date);
  const motifPour = useCallback<MotifPour>((heures) => motifParDefaut(heures, pannes, motifs), [pannes, motifs]);
  const [impression, setImpression] = useState(false);
  const lignes = useLignes(lot.date, lot.date);
  const fiches = useMemo(() => fichesDuJour(etat, nomDuPoste(), lot.date), [etat, lot.date]);
  const visites = useMemo(
    () => (lot.intervenantId ? visitesDeLAide(lignes, fiches, lot.intervenantId) : []),
    [lignes, fiches, lot.intervenantId],
  );
  const { usagers, aides, codes } = useOptions(lot.date);
  const choixAides = useMemo(() => {
    const manquent = aidesSansHeures(lignes, fiches);
    const avec = aides
      .filter((a) => manquent.has(a.value))
      .map((a) => ({ ...a, detail: a.detail ? `${a.detail} · à saisir` : 'à saisir' }));
    return [...avec, ...aides.filter((a) => !manquent.has(a.value))];
  }, [aides, lignes, fiches]);

  const ecran = useRef<HTMLElement>(null);
  const passer = (depuis: HTMLElement): void => {
    const debuts = [...(ecran.current?.querySelectorAll<HTMLElement>('[data-debut]') ?? [])];
    const suivant = debuts.find((d) => depuis.compareDocumentPosition(d) & Node.DOCUMENT_POSITION_FOLLOWING);
    (suivant ?? ecran.current?.querySelector<HTMLElement>('[data-champ=aide]'))?.focus();
  };
  // An usager whom the address names is visited that day by one aide: hers are the slips to type.
  const prevues = new Set(lignes.filter((l) => l.retenue.usagerId === usager).map((l) => l.retenue.intervenantId));
  const aideDuJour = prevues.size === 1 ? [...prevues][0] : undefined;
  const { poser, valeurs } = f;
  useEffect(() => {
    if (aideDuJour && valeurs().intervenantId === '') poser({ intervenantId: aideDuJour });
  }, [aideDuJour, poser, valeurs]);
  // Once her visits are drawn: the usager asked for, else the first that lacks an hour.
  const aide = lot.intervenantId;
  useEffect(() => {
    if (aide === '') return;
    const vers = usager
      ? [
          `[data-usager="${CSS.escape(usager)}"] [data-debut]`,
          `[data-usager="${CSS.escape(usager)}"] a`,
          '[data-visite=libre] [data-champ=arrivee]',
        ]
      : ['[data-debut]'];
    for (const v of vers) {
      const champ = ecran.current?.querySelector<HTMLElement>(v);
      if (champ) return champ.focus();
    }
  }, [aide, usager]);

  const changerJour = (jour: string): void => {
    const lu = lireJour(jour, lireFenetre(poste.nom));
    poser(lu.ok ? { jour, date: lu.valeur } : { jour });
    f.refuser(lu.ok ? undefined : { jour: lu.message });
  };
  const surErreurLot = ({ date, motif, commentaire }: ErreursFiche): void =>
    f.refuser({ jour: date, motif, commentaire });

  return (
    <div className="ecran">
      <section className="ecran__liste fiches" aria-labelledby="titre" ref={ecran}>
        <div className="ecran__tete">
          <Title order={1} id="titre">
            Fiches papier
          </Title>
          <Text size="sm" c="dimmed">
            {dateLongueEtAnnee(lot.date)}
          </Text>
          <Button
            size="xs"
            variant="default"
            leftSection={<Icone nom="imprimante" />}
            onClick={() => setImpression(true)}
          >
            Fiches à imprimer
          </Button>
        </div>
        <div className="fiches__lot">
          <Champ de={f} nom="jour">
            {({ valeur, erreur }) => (
              <TextInput
                {...enFrancais('date', valeur)}
                label="Jour"
                value={valeur}
                max={aujourdhui}
                error={erreur}
                onChange={(ev) => changerJour(ev.currentTarget.value)}
              />
            )}
          </Champ>
          <ChampPersonne
            label="Aide"
            data={choixAides}
            codes={codes}
            valeur={lot.intervenantId}
            changer={(intervenantId) => poser({ intervenantId })}
            placeholder="Premières lettres, ou code"
            vide="Aucune aide de ce nom"
            conseil
            autoFocus={lot.intervenantId === ''}
            data-champ="aide"
          />
          <Champ de={f} nom="motif">
            {({ valeur, ...c }) => <ChampMotifLot enVigueur={motifs} valeur={valeur || motifPour([])} {...c} />}
          </Champ>
          <ChampTexte
            de={f}
            nom="commentaire"
            label={lot.motif === 'AUTRE' ? 'Commentaire' : 'Commentaire (facultatif)'}
            maxLength={COMMENTAIRE_MAX}
          />
        </div>
        {lot.motif === '' && pannesDuJour.length > 0 ? <NotePannes pannes={pannesDuJour} date={lot.date} /> : null}
        <div className="defile">
          {lot.intervenantId ? (
            <TableFiches
              key={`${lot.date} ${lot.intervenantId}`}
              lot={lot}
              visites={visites}
              lignes={lignes}
              usagers={usagers}
              usager={usager}
              motifPour={motifPour}
              passer={passer}
              surErreurLot={surErreurLot}
            />
          ) : (
            <div className="vide">
              <Text fw={600}>Choisissez l’aide</Text>
              <Text size="sm" c="dimmed">
                Tapez les premières lettres de son nom, ou son code : ses visites du jour s’affichent, sans heures
                d’abord.
              </Text>
            </div>
          )}
          <div className="fiches__jour">
            <ListeFiches jour={aujourdhui} />
          </div>
        </div>
        <p className="raccourcis">
          Heures <kbd>831</kbd> <kbd>8h31</kbd> ou <kbd>+5</kbd> depuis l’heure prévue · <kbd>Tab</kbd> départ ·{' '}
          <kbd>Entrée</kbd> garder et passer à la suivante · <kbd>Échap</kbd> effacer la ligne
          <BoutonTouches ecran="fiches" />
        </p>
      </section>
      {impression ? <Impression fermer={() => setImpression(false)} /> : null}
    </div>
  );
};

/** Asked for empty while it is open, it begins again. */
export const Fiches = () => {
  const vierge = useSearchParams().has('vierge');
  const [avant, setAvant] = useState(vierge);
  const [fois, setFois] = useState(0);
  if (vierge !== avant) {
    setAvant(vierge);
    if (vierge) setFois((n) => n + 1);
  }
  return <Ecran key={fois} />;
};
