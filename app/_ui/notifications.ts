import { notifications as deMantine, type NotificationData } from '@mantine/notifications';
import { insecables } from './mots/typographie';

const dire = <T>(v: T): T | string => (typeof v === 'string' ? insecables(v) : v);

/** Notifications are drawn by the library from what is given here: their marks are kept on the line as an element's are. */
export const notifications = {
  show: (n: NotificationData): string =>
    deMantine.show({ ...n, message: dire(n.message), ...(n.title === undefined ? {} : { title: dire(n.title) }) }),
  hide: deMantine.hide,
};
