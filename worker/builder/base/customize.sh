#!/bin/sh
# Runs inside the new tree of the starter base image, in the folder that holds wheels/ and the files beside this one.
set -eu
python3 -m pip install --quiet --no-index --find-links wheels --break-system-packages --root-user-action ignore --no-warn-script-location -r requirements.txt

dpkg-divert --quiet --local --rename --divert /usr/bin/apt-get.distrib --add /usr/bin/apt-get
install -m 0755 apt-get.sh /usr/bin/apt-get
install -m 0644 apt.conf /etc/apt/apt.conf.d/90ee-foundry

rm -rf /var/log/apt /var/log/dpkg.log /var/log/alternatives.log /var/log/bootstrap.log
