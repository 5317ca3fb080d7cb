'use client';

import { Alert, Button, Loader, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { EffetParametre, ParametreLu } from '#shared/contrats/administration';
import { aLeDroit } from '#shared/droits/droits';
import type { DateCivile } from '#shared/temps/types';
import { ecrireParametre, lireParametresDates } from '../../_data/administration';
import { useSession } from '../../_data/hooks';
import { Fenetre } from '../../_ui/fenetre';
import { dateEntiere } from '../../_ui/formats';
import { useAction, useLecture } from '../compte/appeler';

const simple = (v: unknown): boolean => typeof v === 'string' || typeof v === 'number';
const montrer = (v: unknown): string => {
  if (Array.isArray(v) && v.every(simple)) return v.join(', ') || '(vide)';
  return (typeof v === 'string' ? v : JSON.stringify(v)) || '(vide)';
};

const phraseEffet = (e: EffetParametre): string =>
  [
    `À partir du ${dateEntiere(e.depuis)}`,
    e.jusqua ? ` et jusqu’au ${dateEntiere(e.jusqua)}` : '',
    `, la valeur passe de ${montrer(e.avant)} à ${montrer(e.apres)}.`,
    e.remplace ? ' Une valeur était déjà fixée pour ce jour : elle est remplacée.' : '',
    e.retroactif
      ? ' Cette date est passée : ce qui en dépend dans les mois encore ouverts est recalculé, les mois clos ne changent pas.'
      : '',
  ].join('');

const Modifier = ({ parametre: p, date, fermer }: { parametre: ParametreLu; date: DateCivile; fermer: () => void }) => {
  const { refus, enCours, faire, erreur, oublier } = useAction();
  const [valeur, setValeur] = useState(typeof p.valeur === 'string' ? p.valeur : JSON.stringify(p.valeur));
  const [depuis, setDepuis] = useState<string>(date);
  const [effet, setEffet] = useState<EffetParametre>();
  const changer = (f: () => void): void => {
    f();
    setEffet(undefined);
    oublier();
  };
  const demande = { cle: p.cle, valeur, depuis };
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    if (!effet) void faire(() => ecrireParametre({ ...demande, essai: true }), setEffet);
    else
      void faire(
        () => ecrireParametre({ ...demande, essai: false }),
        () => {
          notifications.show({ color: 'green', title: 'Paramètre enregistré', message: phraseEffet(effet) });
          fermer();
        },
      );
  };
  const reste = refus && !['VALEUR', 'DATE'].includes(refus.code) ? refus.message : undefined;
  return (
    <Fenetre onClose={fermer} title={p.cle} size="lg" centered>
      <form className="admin__formulaire" onSubmit={soumettre}>
        <Text size="sm">{p.sens}</Text>
        <Textarea
          label={`Valeur (${p.unite})`}
          description={`Par défaut : ${montrer(p.defaut)}`}
          autosize
          minRows={1}
          maxRows={8}
          spellCheck={false}
          value={valeur}
          onChange={(ev) => changer(() => setValeur(ev.currentTarget.value))}
          error={erreur('VALEUR')}
          data-autofocus
        />
        <TextInput
          type="date"
          label="Premier jour d’effet"
          required
          withAsterisk={false}
          value={depuis}
          onChange={(ev) => changer(() => setDepuis(ev.currentTarget.value))}
          error={erreur('DATE')}
        />
        {effet ? (
          <p className="admin__effet" role="status">
            {phraseEffet(effet)}
          </p>
        ) : null}
        {reste ? (
          <Alert color="red" variant="light" p="sm" role="alert">
            {reste}
          </Alert>
        ) : null}
        <div className="compte__gestes">
          <Button type="submit" loading={enCours}>
            {effet ? 'Enregistrer' : 'Voir ce qui change'}
          </Button>
          <Button variant="default" onClick={fermer}>
            Annuler
          </Button>
        </div>
      </form>
    </Fenetre>
  );
};

/** Dated parameters: the value in force, those that come, and what a change would do before it is made. */
export const Parametres = () => {
  const session = useSession();
  const ecrit = aLeDroit(session, 'ecrireParametres');
  const { valeur, echec, relire } = useLecture(lireParametresDates);
  const [ouvert, setOuvert] = useState<ParametreLu>();
  if (echec)
    return (
      <Text size="sm" c="var(--ton-orange-texte)" role="status">
        {echec}
      </Text>
    );
  if (!valeur) return <Loader size="sm" aria-label="Lecture des paramètres" />;
  return (
    <div className="admin">
      <p className="admin__note">
        Chaque valeur vaut à partir d’une date. Les mois clos gardent celles qu’ils avaient à leur clôture.
      </p>
      <div className="admin__table">
        <table className="compte__table" aria-label="Paramètres">
          <thead>
            <tr>
              <th scope="col">Paramètre</th>
              <th scope="col">Sens</th>
              <th scope="col">En vigueur</th>
              <th scope="col">Unité</th>
              <th scope="col">Versions</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {valeur.parametres.map((p) => (
              <tr key={p.cle}>
                <th scope="row">{p.cle}</th>
                <td className="sens">{p.sens}</td>
                <td className="valeur">{montrer(p.valeur)}</td>
                <td>{p.unite}</td>
                <td>
                  {p.versions.length === 0
                    ? 'Par défaut'
                    : p.versions.map((v) => (
                        <div key={v.depuis}>
                          {dateEntiere(v.depuis)} : <span className="code">{montrer(v.valeur)}</span>
                        </div>
                      ))}
                </td>
                <td className="geste">
                  {ecrit ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`Modifier ${p.cle}`}
                      onClick={() => setOuvert(p)}
                    >
                      Modifier
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {ouvert ? (
        <Modifier
          parametre={ouvert}
          date={valeur.date}
          fermer={() => {
            setOuvert(undefined);
            relire();
          }}
        />
      ) : null}
    </div>
  );
};
