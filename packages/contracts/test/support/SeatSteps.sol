// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seat, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Digest} from "../../src/types/Digest.sol";
import {ListId} from "../../src/types/ListId.sol";
import {Network} from "../Network.sol";

/// @notice One-line steps of a seat's life.
abstract contract SeatSteps is Network {
    function signerOf(uint16 seat) internal view returns (address) {
        return consensus.getSeat(seat).signer;
    }

    function holderOf(uint16 seat) internal view returns (address) {
        return consensus.getSeat(seat).owner;
    }

    function exit(uint16 seat) internal {
        vm.prank(holderOf(seat));
        consensus.exit(seat);
    }

    function withdrawOffer(uint16 seat) internal {
        vm.prank(holderOf(seat));
        consensus.withdrawOffer(seat);
    }

    function withdrawSeat(uint16 seat) internal {
        vm.prank(holderOf(seat));
        consensus.withdrawSeat(seat);
    }

    function claim(uint16 seat) internal {
        vm.prank(holderOf(seat));
        consensus.claim(seat);
    }

    /// @dev The whole way out.
    function free(uint16 seat) internal {
        exit(seat);
        skip(p.epoch + p.unbondingPeriod + p.minimumStay);
        withdrawSeat(seat);
    }

    /// @dev Signed by the new key, for the next epoch.
    function rotate(uint16 seat, uint256 i) internal returns (address signer) {
        signer = newSigner(i);
        (bytes32 r, bytes32 vs) = vm.signCompact(keyOf(signer), consensus.signerDigest(seat));
        vm.prank(holderOf(seat));
        consensus.setSigner(seat, signer, r, vs);
    }

    /// @dev Asks until the seat is drawn, and has it alone lie, for as much as a lie can cost. Who is paid so much for
    /// the truth takes it out at once.
    function lie(uint16 seat) internal {
        uint256 member = 7;
        while (member == 7) {
            Order memory order = orderOf(7);
            order.share = hardSlash();
            Terms memory terms = ask(order);
            uint16[] memory seats = seatsOf(terms);
            for (member = 0; member < 7 && seats[member] != seat;) {
                ++member;
            }
            Digest[] memory outputs = outputsOf(7, TRUTH);
            if (member < 7) outputs[member] = LIE;
            settled(terms, outputs);
            claimAll(seats);
        }
    }

    function claimAll(uint16[] memory seats) internal {
        for (uint256 i; i < seats.length; ++i) {
            if (rewardsOf(seats[i]) != 0) claim(seats[i]);
        }
    }

    /// @dev Lies until less than half of the bond is left.
    function eject(uint16 seat) internal {
        while (consensus.getSeat(seat).to == 0) lie(seat);
    }

    /// @dev A task that its whole committee answered, each for this share.
    function earn(uint64 share) internal returns (uint16) {
        return earn(withShare(share));
    }

    /// @dev Of the list of an author.
    function earnFor(uint64 share, uint16 authorBps) internal returns (uint16) {
        Order memory order = withShare(share);
        (order.author, order.authorBps) = (STRANGER, authorBps);
        return earn(order);
    }

    function earn(Order memory order) internal returns (uint16 seat) {
        Terms memory terms = ask(order);
        seat = seatsOf(terms)[0];
        settled(terms);
    }

    function withShare(uint64 share) internal returns (Order memory order) {
        order = orderOf(3);
        order.share = share;
    }

    function listOf(Digest model, address author, uint16 authorBps) internal pure returns (ListId) {
        return ListId.wrap(keccak256(abi.encode(model, author, authorBps)));
    }

    function rewardsOf(uint16 seat) internal view returns (uint64) {
        Seat memory s = consensus.getSeat(seat);
        return s.balance > s.paidIn ? s.balance - s.paidIn : 0;
    }

    function epochNow() internal view returns (uint256) {
        return vm.getBlockTimestamp() / p.epoch;
    }

    /// @dev What a place costs without pressure.
    function entranceFee() internal view returns (uint64) {
        return p.bond / 50;
    }

    /// @dev New seats that serve the model for an author, from the next epoch on, at which the test goes on.
    function openList(uint256 first, uint256 count, address author, uint16 authorBps) internal {
        for (uint256 i = first; i < first + count; ++i) {
            uint16 seat = join(i);
            vm.prank(signerOf(seat));
            consensus.offer(seat, MODEL, author, authorBps, 0);
        }
        nextEpoch();
    }
}
