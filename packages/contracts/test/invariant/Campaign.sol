// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "../../src/interfaces/ConsensusTypes.sol";
import {Network} from "../Network.sol";
import {BeaconDouble} from "../support/BeaconDouble.sol";
import {Handler} from "./Handler.sol";

/// @notice A deployment with short times, prices that seats soon feel, and room for a few more seats, so that slots are
/// taken again.
abstract contract Campaign is Network {
    uint256 private constant LARGE = 19;
    uint256 private constant SMALL = 6;

    Handler internal handler;

    function setUp() public override {
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        beacon = new BeaconDouble();
        p = defaultParameters();
        p.asset = newAsset();
        consensus = deploy(p);
        handler = new Handler(consensus);
        handler.start(LARGE, SMALL);
    }

    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        // Odd, so that halves and parts are rounded.
        (parameters.minimumShare, parameters.slashBps, parameters.protocolFeeBps) = (40_000_001, 3_000, 137);
        (parameters.maximumSeats, parameters.proofWindow, parameters.epoch) = (34, 601, 1_200);
        (parameters.appealWindow, parameters.outage) = (1_800, 3_600);
        (parameters.unbondingPeriod, parameters.minimumStay) = (16_000, 3_000);
    }
}
