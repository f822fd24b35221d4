// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "../BaseTest.sol";
import {Handler} from "./Handler.sol";

/// @notice A deployment with a few seats and room for a few more, so that slots are taken again soon.
abstract contract Campaign is BaseTest {
    uint256 private constant FIRST_SEATS = 20;

    Handler internal handler;

    function setUp() public override {
        p = defaultParameters();
        p.maximumSeats = 26;
        p.asset = newAsset();
        consensus = deploy(p);
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        handler = new Handler(consensus);
        for (uint256 i; i < FIRST_SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
    }
}
