import { NavLink, Stack, Text } from "@mantine/core";
import { NavLink as RouterLink, useLocation } from "react-router";
import { useMay, useSession } from "../api/use-session.ts";
import { groups, type Place } from "../navigation.ts";
import { useWords } from "../words/define-words.ts";
import { shellWords } from "./words.ts";

const isHere = (path: string, pathname: string): boolean =>
  path === "/" ? pathname === "/" : pathname === path || pathname.startsWith(`${path}/`);

const PlaceLink = ({ place, onFollow }: { readonly place: Place; readonly onFollow: () => void }) => {
  const say = useWords(shellWords);
  const { pathname } = useLocation();
  const here = isHere(place.path, pathname);
  const Icon = place.icon;
  return (
    <NavLink
      component={RouterLink}
      to={place.path}
      label={say(place.noun as "overview")}
      leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
      active={here}
      aria-current={here ? "page" : undefined}
      onClick={onFollow}
      py={6}
    />
  );
};

/** The pages a person may see, grouped as a shop would. */
export const NavigationList = ({ onFollow }: { readonly onFollow: () => void }) => {
  const say = useWords(shellWords);
  const local = useSession().data?.local ?? false;
  const managesPeople = useMay("manage-people");
  const shows = ({ localOnly, right }: Place): boolean =>
    (localOnly !== true || local) && (right === undefined || managesPeople);
  return (
    <Stack gap="md" component="nav" aria-label={say("pages")}>
      {groups.map((places, at) => {
        const shown = places.filter(shows);
        if (shown.length === 0) return null;
        const name = say(`group${at}` as "group0");
        return (
          <div key={name}>
            <Text size="xs" c="dimmed" fw={600} px="sm" mb={2}>
              {name}
            </Text>
            {shown.map((place) => (
              <PlaceLink key={place.noun} place={place} onFollow={onFollow} />
            ))}
          </div>
        );
      })}
    </Stack>
  );
};
