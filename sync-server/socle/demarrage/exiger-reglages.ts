import { type Config, ErreurConfig, estSur } from '../../config';

/**
 * What `servir` alone needs of its settings: a service that would start and not do its work does not start. Commands do without, so
 * that what is there can still be read.
 */
export const exigerReglages = (
  c: Pick<Config, 'MODE' | 'PUBLIC_ORIGIN' | 'SAUVEGARDE_DIR' | 'SAUVEGARDE_CLE' | 'SMTP_URL' | 'COURRIEL_DE'>,
): void => {
  const fautes: string[] = [];
  if (c.SAUVEGARDE_DIR !== undefined && c.SAUVEGARDE_CLE === undefined)
    fautes.push(
      'SAUVEGARDE_CLE : nécessaire avec SAUVEGARDE_DIR, sans elle rien n’est sauvegardé. Faites-en une (openssl rand -base64 32) et gardez-la aussi ailleurs ; ou videz SAUVEGARDE_DIR.',
    );
  if (c.SMTP_URL !== undefined && c.COURRIEL_DE === undefined)
    fautes.push(
      'COURRIEL_DE : nécessaire avec SMTP_URL, sans elle aucun courriel ne part. Donnez l’adresse de l’expéditeur ; ou videz SMTP_URL.',
    );
  if (c.MODE === 'production') {
    const remede =
      'Donnez l’adresse publique de l’extranet (https://…, sans chemin) ; pour essayer sur cette machine, MODE=formation.';
    if (c.PUBLIC_ORIGIN === undefined) fautes.push(`PUBLIC_ORIGIN : nécessaire avec MODE=production. ${remede}`);
    else if (!estSur(c.PUBLIC_ORIGIN))
      fautes.push(
        `PUBLIC_ORIGIN : doit commencer par https:// avec MODE=production, les mots de passe y passent. ${remede}`,
      );
  }
  if (fautes.length > 0) throw new ErreurConfig(`Réglages à corriger :\n${fautes.join('\n')}`);
};
